// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the methods answer for a key, and how often they were asked for it. */
final class Origin {
    /** What a method does. */
    enum Doing {
        /** Answers a value. */
        VALUE,
        /** Answers null, or what stands for it. */
        NULL,
        /** Throws. */
        FAILURE
    }

    /** A failure that nobody else throws. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String key) {
            super(key);
        }
    }

    private static final Map<String, Doing> DOING = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> LOADS = new ConcurrentHashMap<>();

    private Origin() {}

    /** Lets the methods do so for {@code key} from now on. */
    static void set(String key, Doing doing) {
        DOING.put(key, doing);
    }

    static int loads(String key) {
        AtomicInteger loads = LOADS.get(key);
        return loads == null ? 0 : loads.get();
    }

    static void forget(String key) {
        DOING.remove(key);
        LOADS.remove(key);
    }

    /** Counts a load, and returns {@code value} or null, or throws. */
    static <T> @Nullable T answer(String key, @Nullable T value) throws Failure {
        LOADS.computeIfAbsent(key, first -> new AtomicInteger()).incrementAndGet();
        return switch (DOING.getOrDefault(key, Doing.VALUE)) {
            case VALUE -> value;
            case NULL -> null;
            case FAILURE -> throw new Failure(key);
        };
    }
}
