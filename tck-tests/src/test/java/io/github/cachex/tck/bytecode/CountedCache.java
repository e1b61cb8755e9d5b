// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.bytecode;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import java.util.Map;

/** A cache whose operations are counted; loaded by a {@link CountingLoader}, and so known by classes of the JDK alone. */
public final class CountedCache implements AutoCloseable {
    private static final CacheKey<String> KEY = CacheKey.of("kept", String.class);

    private final CacheHandler near;
    private final CacheHandler remote;
    private int misses;

    /** Opens one over the Redis at {@code uri}. */
    public CountedCache(String uri) {
        near = open(uri, "true");
        remote = open(uri, "false");
    }

    private static CacheHandler open(String uri, String near) {
        return CacheHandler.builder()
                .name("counted")
                .prefix("bytecodes")
                .redis(uri)
                .property("cachex.ttl", "1h")
                .property("cachex.near.ttl", "1h")
                .property("cachex.near.enabled", near)
                .property("cachex.link.heartbeat", "10m") // seldom enough to stay out of the count
                .property("cachex.link.dead", "1h")
                .build();
    }

    /** Returns what is counted, by name. */
    public Map<String, Runnable> operations() {
        return Map.of(
                "near hit of fetch", () -> near.fetch(KEY, () -> "value"),
                "near hit of get", () -> near.get(KEY),
                "hit in Redis", () -> remote.get(KEY),
                "guarded miss", () -> remote.fetch(CacheKey.of("missed:" + misses++, String.class), () -> "value"));
    }

    /** Returns how many hits were answered in this JVM. */
    public long nearHits() {
        return near.stats().nearHits();
    }

    @Override
    public void close() {
        near.close();
        remote.close();
    }
}
