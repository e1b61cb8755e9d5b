// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.ConfigKey;

/**
 * What a backend is called, and of what type it is. The one that is called as its type is its type's default backend.
 *
 * @param name by which caches choose it, and below which its keys stand
 * @param type of its factory
 */
public record BackendName(String name, String type) {
    /** What the keys of all backends begin with. */
    static final String START = "cachex.backend.";
    /** What is said of a backend beside its factory's keys. */
    static final String TYPE = "type";

    /** Returns the name of the default backend of {@code type}. */
    public static BackendName ofType(String type) {
        return new BackendName(type, type);
    }

    /** Returns whether it has a name of its own. */
    public boolean isOwn() {
        return !name.equals(type);
    }

    /** Returns {@code key}, which is the factory's, as it is written for this backend. */
    ConfigKey key(ConfigKey key) {
        return isOwn() ? new ConfigKey(inText(key.name()), key.defaultText(), key.description(), key.secret()) : key;
    }

    /** Returns {@code text} with the keys of this backend in the place of the factory's. */
    public String inText(String text) {
        return isOwn() ? text.replace(START + type + '.', START + name + '.') : text;
    }

    /** Returns the key that says of what type {@code name} is. */
    static String typeKey(String name) {
        return START + name + '.' + TYPE;
    }
}
