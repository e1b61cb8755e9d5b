// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import java.util.Locale;

/** What is measured, against which floor, and what Cachex is to reach. A target of 0 is that of the best peer. */
public enum Line {
    ANNOTATED_ONE(1.2, "a no-op Weld interceptor"),
    ANNOTATED_TWO(1.4, "a no-op Weld interceptor"),
    ANNOTATED_RECORD(1.4, "a no-op Weld interceptor"),
    ANNOTATED_CONDITION(1.4, "a no-op Weld interceptor"),
    ANNOTATED_TAGS(1.4, "a no-op Weld interceptor"),
    FETCH_NEAR_KEY_ONCE(0.9, "Caffeine with a ttl"),
    FETCH_NEAR_KEY_NEW(1.0, "Caffeine with a ttl, its key made each time"),
    FETCH_NEAR_TYPED(1.0, "Caffeine with a ttl, its key made each time"),
    GET_NEAR(1.1, "Caffeine with a ttl"),
    REDIS_HIT_JSONB(1.04, "GET and JSON-B by hand"),
    REDIS_HIT_SMALL(1.04, "GET and Jackson by hand"),
    REDIS_HIT(1.04, "GET and Jackson by hand"),
    REDIS_HIT_LARGE(1.04, "GET and Jackson by hand"),
    REDIS_HIT_8_THREADS(0.97, "GET and Jackson by hand", 8),
    REDIS_HIT_64_THREADS(0.97, "GET and Jackson by hand", 64),
    GUARDED_MISS(3.4, "GET"),
    PUT(1.3, "SETEX and Jackson by hand"),
    INVALIDATE(1.1, "DEL"),
    BULK_100(0, "MGET and Jackson by hand");

    private final double target;
    private final String floor;
    private final int threads;

    Line(double target, String floor) {
        this(target, floor, 1);
    }

    Line(double target, String floor, int threads) {
        this.target = target;
        this.floor = floor;
        this.threads = threads;
    }

    /** Returns how it is printed. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what the ratio of Cachex is to be: at most that of times, at least that of throughput; 0 for that of the best peer. */
    public double target() {
        return target;
    }

    /** Returns what the ratio is to. */
    public String floor() {
        return floor;
    }

    /** Returns how many threads do it at once. */
    public int threads() {
        return threads;
    }

    /** Returns whether throughput is compared, of which more is better, and not time. */
    public boolean isThroughput() {
        return threads > 1;
    }

    /** Returns whether {@code one} is the better ratio. */
    public boolean isBetter(double one, double other) {
        return isThroughput() ? one > other : one < other;
    }
}
