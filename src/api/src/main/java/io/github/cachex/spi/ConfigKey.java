// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/**
 * One configuration key of a backend or a serializer, so that it is known, documented and checked.
 *
 * @param name the full name, such as {@code cachex.backend.redis.uri}
 * @param defaultText the default as one would write it, or empty for none
 * @param description one sentence for the configuration table
 * @param secret whether its value may hold credentials and is never shown
 */
public record ConfigKey(String name, String defaultText, String description, boolean secret) {
    /** Returns a key whose value may be shown. */
    public static ConfigKey of(String name, String defaultText, String description) {
        return new ConfigKey(name, defaultText, description, false);
    }

    /** Returns a key whose value is never shown. */
    public static ConfigKey secret(String name, String description) {
        return new ConfigKey(name, "", description, true);
    }
}
