// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.redis;

import io.github.cachex.CacheHandler;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.FlushMode;

/** Tests of one JVM over a Redis of their own, which is empty before each test. Two handlers are two nodes of a cluster. */
public abstract class OverRedis {
    private static RedisServer redis;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    public static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    public static void stopRedis() {
        redis.close();
    }

    @AfterEach
    public void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        opened.clear();
        try (Jedis jedis = Raw.jedis(redis)) {
            jedis.flushAll(FlushMode.ASYNC);
        }
    }

    public RedisServer redis() {
        return redis;
    }

    /** Returns a new node of the cache {@code tested}, with {@code settings} as key and value. */
    public CacheHandler node(String... settings) {
        return node(redis.uri(), settings);
    }

    /** Returns a new node whose way to Redis is {@code link}. */
    public CacheHandler node(Link link, String... settings) {
        return node(link.uri(), settings);
    }

    private CacheHandler node(String uri, String... settings) {
        return closing(builder(uri, settings).build());
    }

    /** Returns what {@link #node} builds, for those who add to it; whose way to Redis is {@code uri}. */
    public static CacheHandler.Builder builder(String uri, String... settings) {
        CacheHandler.Builder builder =
                CacheHandler.builder().name("tested").prefix("tck").version("1").redis(uri);
        for (int i = 0; i < settings.length; i += 2) {
            builder.property(settings[i], settings[i + 1]);
        }
        return builder;
    }

    public Link link() {
        return closing(Link.to(redis));
    }

    /** Closes {@code resource} after the test. */
    public <C extends AutoCloseable> C closing(C resource) {
        opened.add(resource);
        return resource;
    }
}
