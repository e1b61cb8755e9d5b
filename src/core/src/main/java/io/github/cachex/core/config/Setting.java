// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.ConfigKey;
import java.util.function.Function;

/**
 * One entry of the registry.
 *
 * @param name what follows {@code cachex.}, such as {@code stale-ttl}
 * @param defaultText the default as one would write it; empty for none
 * @param description one sentence for the configuration table
 * @param secret whether its text is never shown
 * @param parser reads its text; throws {@link IllegalArgumentException} with "problem; remedy"
 */
record Setting<T>(String name, String defaultText, String description, boolean secret, Function<String, T> parser) {
    Setting(String name, String defaultText, String description, Function<String, T> parser) {
        this(name, defaultText, description, false, parser);
    }

    /** Returns a setting without a default whose text is never shown; its parser does not quote it. */
    static <T> Setting<T> secret(String name, String description, Function<String, T> parser) {
        return new Setting<>(name, "", description, true, parser);
    }

    /** Returns the key that holds for all caches. */
    String key() {
        return "cachex." + name;
    }

    /** Returns the name as an annotation's member writes it: {@code staleTtl}, {@code leaseRenew}. */
    String member() {
        StringBuilder member = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '-' || c == '.') {
                c = Character.toUpperCase(name.charAt(++i));
            }
            member.append(c);
        }
        return member.toString();
    }

    T defaultValue() {
        return parser.apply(defaultText);
    }

    ConfigKey documented() {
        return new ConfigKey(key(), defaultText, description, secret);
    }
}
