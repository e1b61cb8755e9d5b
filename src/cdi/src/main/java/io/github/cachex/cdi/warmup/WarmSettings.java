// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is configured under {@code cachex.warm}.
 *
 * @param enabled whether anything is warmed
 * @param concurrency how many entries are loaded at once
 * @param patience how long the start waits for warm-ups that are not asynchronous; zero for not at all
 * @param markerTtl how long the cluster remembers that a warm-up ran
 * @param version another version warms again
 */
public record WarmSettings(boolean enabled, int concurrency, Duration patience, Duration markerTtl, String version) {
    private static final ConfigKey ENABLED =
            ConfigKey.of("cachex.warm.enabled", "true", "Whether anything is warmed when the application starts.");
    private static final ConfigKey CONCURRENCY =
            ConfigKey.of("cachex.warm.concurrency", "4", "How many entries are loaded at once.");
    private static final ConfigKey WAIT = ConfigKey.of(
            "cachex.warm.wait", "1m", "How long the start waits for warm-ups with async=false; 0 for not at all.");
    private static final ConfigKey MARKER_TTL =
            ConfigKey.of("cachex.warm.marker-ttl", "1 day", "How long the cluster remembers that a warm-up ran.");
    private static final ConfigKey VERSION =
            ConfigKey.of("cachex.warm.version", "", "Another version warms again; if empty, that is cachex.version.");
    private static final int MOST_AT_ONCE = 256;

    /** Returns the keys with their defaults and descriptions. */
    public static List<ConfigKey> keys() {
        return List.of(ENABLED, CONCURRENCY, WAIT, MARKER_TTL, VERSION);
    }

    /**
     * Reads what {@code source} says. What cannot be used is told to {@code problems}, and its default stands in.
     *
     * @param version the application's {@code cachex.version}
     */
    public static WarmSettings read(
            Function<String, Optional<String>> source, String version, Consumer<String> problems) {
        Reader reader = new Reader(source, problems);
        return new WarmSettings(
                reader.read(ENABLED, WarmSettings::bool),
                reader.read(CONCURRENCY, WarmSettings::concurrency),
                reader.read(WAIT, Durations::parse),
                reader.read(MARKER_TTL, WarmSettings::markerTtl),
                source.apply(VERSION.name()).map(String::strip).orElse(version));
    }

    /** Returns these settings, switched off unless {@code condition}. */
    public WarmSettings onlyIf(boolean condition) {
        return new WarmSettings(enabled && condition, concurrency, patience, markerTtl, version);
    }

    private record Reader(Function<String, Optional<String>> source, Consumer<String> problems) {
        <T> T read(ConfigKey key, Function<String, T> parser) {
            Optional<String> text = source.apply(key.name()).map(String::strip);
            if (text.isPresent()) {
                try {
                    return parser.apply(text.get());
                } catch (IllegalArgumentException e) {
                    problems.accept(key.name() + "=" + text.get() + ": " + e.getMessage());
                }
            }
            return parser.apply(key.defaultText());
        }
    }

    private static boolean bool(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw new IllegalArgumentException("neither true nor false; write true or false");
    }

    private static int concurrency(String text) {
        String remedy = "; write a number from 1 to " + MOST_AT_ONCE;
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MOST_AT_ONCE) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number" + remedy, e);
        }
        throw new IllegalArgumentException("is out of range" + remedy);
    }

    private static Duration markerTtl(String text) {
        Duration ttl = Durations.parse(text);
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("is too short; write at least 1s, for example 1 day");
        }
        return ttl;
    }
}
