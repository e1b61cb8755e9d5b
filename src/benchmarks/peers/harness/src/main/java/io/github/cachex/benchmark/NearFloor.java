// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** A cache in the JVM written by hand: bare Caffeine with a ttl. Thread-safe. */
public final class NearFloor {
    /** How many keys are asked for in turns. */
    public static final int KEYS = 256;

    private final Cache<String, Object> cache = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    /** Returns the key of the {@code i}-th call. */
    public static String key(int i) {
        return "post:" + (i & (KEYS - 1));
    }

    /** Returns all keys. */
    public static String[] keys() {
        String[] keys = new String[KEYS];
        for (int i = 0; i < KEYS; i++) {
            keys[i] = key(i);
        }
        return keys;
    }

    /** Returns a batch that fetches by keys that were made before. */
    public Batch keyOnce() {
        String[] keys = keys();
        return times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(cache.get(keys[i & (KEYS - 1)], key -> Post.of(1)));
            }
        };
    }

    /** Returns a batch that makes the key of each fetch. */
    public Batch keyNew() {
        return times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(cache.get(key(i), key -> Post.of(1)));
            }
        };
    }

    /** Returns a batch that reads by keys that were made before. */
    public Batch gets() {
        String[] keys = keys();
        for (String key : keys) {
            cache.put(key, Post.of(1));
        }
        return times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(cache.getIfPresent(keys[i & (KEYS - 1)]));
            }
        };
    }
}
