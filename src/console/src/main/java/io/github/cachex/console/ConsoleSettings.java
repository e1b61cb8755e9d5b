// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.ConfigKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What is configured under {@code cachex.console}.
 *
 * @param enabled whether there is a console
 * @param role the role that may use it; {@link #NONE} for anybody, who may read alone
 * @param values whether it may show values
 */
public record ConsoleSettings(boolean enabled, String role, boolean values) {
    /** The role that opens reading to anybody. */
    public static final String NONE = "none";

    private static final ConfigKey ENABLED = ConfigKey.of(
            "cachex.console.enabled", "false", "Whether there is a console below the application's REST path.");
    private static final ConfigKey ROLE = ConfigKey.of(
            "cachex.console.role",
            "cachex-admin",
            "The role that may use the console; none lets anybody read, and nobody change anything.");
    private static final ConfigKey VALUES =
            ConfigKey.of("cachex.console.values", "false", "Whether the console may show values.");

    /** Returns the keys with their defaults and descriptions. */
    public static List<ConfigKey> keys() {
        return List.of(ENABLED, ROLE, VALUES);
    }

    /**
     * Reads what the application's configuration says now.
     *
     * @throws CacheConfigurationException with every mistake at once
     */
    static ConsoleSettings read() {
        Config config = ConfigProvider.getConfig();
        return read(key -> config.getOptionalValue(key, String.class));
    }

    /** Reads what {@code source} says by key. */
    static ConsoleSettings read(Function<String, Optional<String>> source) {
        List<String> problems = new ArrayList<>();
        boolean enabled = flag(source, ENABLED, problems);
        boolean values = flag(source, VALUES, problems);
        if (!problems.isEmpty()) {
            throw new CacheConfigurationException(problems);
        }
        return new ConsoleSettings(enabled, text(source, ROLE), values);
    }

    /** Returns whether anybody may read, and nobody change anything. */
    boolean isOpen() {
        return role.equals(NONE);
    }

    private static boolean flag(Function<String, Optional<String>> source, ConfigKey key, List<String> problems) {
        String text = text(source, key).toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            problems.add(key.name() + "=" + text + ": neither true nor false; write true or false");
        }
        return text.equals("true");
    }

    private static String text(Function<String, Optional<String>> source, ConfigKey key) {
        return source.apply(key.name())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(key.defaultText());
    }
}
