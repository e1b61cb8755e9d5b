// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.crossed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One level of each factor. */
record Combination(List<Enum<?>> levels) {
    /** How values are asked for. */
    enum Way {
        FETCH,
        FETCH_ASYNC,
        FETCH_ALL,
        METHOD,
        METHOD_STAGE,
        /** get, and where there is nothing load and put: what callers did before. */
        GET_AND_PUT
    }

    /** Whether and as what values are kept in the JVM. */
    enum Near {
        OFF,
        AUTO,
        REFERENCE,
        BYTES
    }

    /** Refresh-ahead. */
    enum Ahead {
        OFF,
        ON
    }

    /** The soft timeout. */
    enum Soft {
        OFF,
        AT_ONCE,
        LONG
    }

    /** The hard timeout. */
    enum Hard {
        OFF,
        ON
    }

    /** The stale ttl. */
    enum Stale {
        OFF,
        ON
    }

    /** How long entries live. */
    enum Life {
        TTL,
        SLIDING,
        NEVER
    }

    /** What the source answers, and what becomes of it. */
    enum Answer {
        VALUE,
        NULL_STORED,
        NULL_LEFT,
        VETOED
    }

    /** Whether callers are in a transaction. */
    enum Transaction {
        NONE,
        INSIDE
    }

    /** Whether entries have tags. */
    enum Tags {
        NONE,
        ONE
    }

    /** Compression. */
    enum Compression {
        OFF,
        ON
    }

    /** The backend. */
    enum Store {
        MEMORY,
        REDIS
    }

    private static final List<Class<? extends Enum<?>>> FACTORS = List.of(
            Way.class,
            Near.class,
            Ahead.class,
            Soft.class,
            Hard.class,
            Stale.class,
            Life.class,
            Answer.class,
            Transaction.class,
            Tags.class,
            Compression.class,
            Store.class);

    /** Returns how many levels each factor has. */
    static int[] sizes() {
        return FACTORS.stream()
                .mapToInt(factor -> factor.getEnumConstants().length)
                .toArray();
    }

    /** Returns that of one row of a covering array. */
    static Combination of(int[] row) {
        return new Combination(IntStream.range(0, row.length)
                .<Enum<?>>mapToObj(factor -> FACTORS.get(factor).getEnumConstants()[row[factor]])
                .toList());
    }

    /** Returns its level of the factor {@code type}. */
    <T extends Enum<T>> T the(Class<T> type) {
        return type.cast(levels.stream().filter(type::isInstance).findFirst().orElseThrow());
    }

    /** Returns whether {@code level} is among its levels. */
    boolean is(Enum<?>... any) {
        return Arrays.stream(any).anyMatch(levels::contains);
    }

    /** Returns what is configured for its cache. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "jitter",
                "0",
                "null-ttl",
                "1h",
                // What a test looks at lasts until it has looked.
                "marker.failed",
                "1h",
                "marker.unstored",
                "1h",
                "near.enabled",
                String.valueOf(!is(Near.OFF)),
                "refresh-ahead",
                is(Ahead.ON) ? "0.9" : "off",
                "stale-ttl",
                is(Stale.ON) ? "1h" : "0",
                "ttl",
                is(Life.NEVER) ? "never" : "1h",
                "sliding",
                String.valueOf(is(Life.SLIDING)),
                "cache-null",
                String.valueOf(is(Answer.NULL_STORED))));
        if (!is(Near.OFF)) {
            settings.put("near.store", the(Near.class).name().toLowerCase(Locale.ROOT));
        }
        settings.put("soft-timeout", is(Soft.OFF) ? "off" : is(Soft.AT_ONCE) ? "0" : "1m");
        settings.put("hard-timeout", is(Hard.ON) ? "2m" : "off");
        settings.put("compression.above", is(Compression.ON) ? "1" : "off");
        return settings;
    }

    @Override
    public String toString() {
        return levels.stream()
                .map(level -> level.getDeclaringClass().getSimpleName() + '=' + level)
                .collect(Collectors.joining(" "));
    }
}
