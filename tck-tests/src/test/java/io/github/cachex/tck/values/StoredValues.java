// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.spi.CacheListener;

/** The cache that one JVM writes and another reads, without a near cache. */
final class StoredValues {
    static final String[] SERIALIZERS = {"jsonb", "jackson", "msgpack", "java"};

    private StoredValues() {}

    /** Opens the cache for {@code serializer} in the Redis at {@code uri}; {@code run} keeps those of one serializer apart. */
    static CacheHandler open(String uri, String serializer, String run, CacheListener... listeners) {
        CacheHandler.Builder builder = CacheHandler.builder()
                .name("values")
                .prefix("tck")
                .version(serializer + "-" + run)
                .redis(uri)
                .property("cachex.near.enabled", "false")
                // A busy machine may take longer than the five minutes of the default.
                .property("cachex.ttl", "1h")
                // A busy machine is no reason to do without Redis here.
                .property("cachex.backend.redis.timeout.connect", "20s")
                .property("cachex.backend.redis.timeout.socket", "20s")
                .property("cachex.breaker.slow", "30s")
                .property("cachex.backend-budget", "30s")
                .property("cachex.serializer", serializer);
        if (serializer.equals("java")) {
            builder.property("cachex.serializer.java.allow", StoredValues.class.getPackageName() + ".**");
        }
        for (CacheListener listener : listeners) {
            builder.listener(listener);
        }
        return builder.build();
    }

    static CacheKey<Object> key(int kind, int value, Kind of) {
        return CacheKey.of(kind + ":" + value, of.type());
    }
}
