// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark.cachex;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.benchmark.Batch;
import io.github.cachex.benchmark.Contest;
import io.github.cachex.benchmark.JsonFloor;
import io.github.cachex.benchmark.Line;
import io.github.cachex.benchmark.Order;
import io.github.cachex.benchmark.Post;
import io.github.cachex.benchmark.Sink;
import io.github.cachex.serializer.jackson.JacksonSerializer;
import io.github.cachex.serializer.jsonb.JsonbSerializer;
import io.github.cachex.spi.Serializer;
import io.github.cachex.testkit.redis.RedisServer;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What reaches Redis, against bare Jedis and the same codec by hand. */
class RedisBenchmark {
    private static final String CACHEX = "Cachex";
    private static final Contest CONTEST = new Contest("cachex-redis");

    private static RedisServer redis;
    private static JsonFloor floor;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        floor = new JsonFloor(redis.uri());
    }

    @AfterAll
    static void stop() {
        floor.close();
        redis.close();
    }

    private static CacheHandler orders(Serializer serializer) {
        return CacheHandler.builder()
                .name("orders")
                .redis(redis.uri())
                .serializer(serializer)
                .property("cachex.ttl", "1h")
                .property("cachex.max-value", "1MiB")
                .property("cachex.near.enabled", "false")
                .property("cachex.backend.redis.pool.max", "64")
                // A machine that does other things too may take long for one call.
                .property("cachex.backend.redis.pool.max-wait", "5s")
                .property("cachex.backend-budget", "10s")
                .build();
    }

    private static <T> Batch gets(CacheHandler cache, String id, Class<T> type, T value) {
        CacheKey<T> key = CacheKey.of(id, type);
        cache.put(key, value);
        return times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(cache.get(key).orElse(null));
            }
        };
    }

    @Test
    void hits() throws Exception {
        Order order = Order.ofKilobyte();
        Order large = Order.ofHundredKilobytes();
        try (CacheHandler cache = orders(new JacksonSerializer())) {
            Batch byHand = floor.gets("order", order);
            Batch ours = gets(cache, "order", Order.class, order);
            CONTEST.race(Line.REDIS_HIT, CACHEX, byHand, ours);
            CONTEST.race(Line.REDIS_HIT_8_THREADS, CACHEX, byHand, ours);
            CONTEST.race(Line.REDIS_HIT_64_THREADS, CACHEX, byHand, ours);
            CONTEST.race(
                    Line.REDIS_HIT_SMALL,
                    CACHEX,
                    floor.gets("post", Post.of(1)),
                    gets(cache, "post", Post.class, Post.of(1)));
            CONTEST.race(
                    Line.REDIS_HIT_LARGE, CACHEX, floor.gets("large", large), gets(cache, "large", Order.class, large));
        }
    }

    @Test
    void hitsWithJsonb() throws Exception {
        Order order = Order.ofKilobyte();
        try (CacheHandler cache = orders(new JsonbSerializer());
                Jsonb jsonb = JsonbBuilder.create()) {
            floor.put("order", order);
            Batch byHand = times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(jsonb.fromJson(new String(floor.get("order"), StandardCharsets.UTF_8), Order.class));
                }
            };
            CONTEST.race(Line.REDIS_HIT_JSONB, CACHEX, byHand, gets(cache, "order-jsonb", Order.class, order));
        }
    }

    @Test
    void writes() throws Exception {
        Order order = Order.ofKilobyte();
        Post post = Post.of(1);
        AtomicLong next = new AtomicLong();
        try (CacheHandler cache = orders(new JacksonSerializer())) {
            CONTEST.race(Line.GUARDED_MISS, CACHEX, floor.misses(), times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(cache.fetch(CacheKey.of("missed:" + next.incrementAndGet(), Post.class), () -> post));
                }
            });
            CacheKey<Order> key = CacheKey.of("put", Order.class);
            CONTEST.race(Line.PUT, CACHEX, floor.puts("put", order), times -> {
                for (int i = 0; i < times; i++) {
                    cache.put(key, order);
                }
            });
            CONTEST.race(Line.INVALIDATE, CACHEX, floor.deletes(), times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(cache.invalidate("none:" + i));
                }
            });
        }
    }

    @Test
    void bulk() throws Exception {
        Order order = Order.ofKilobyte();
        try (CacheHandler cache = orders(new JacksonSerializer())) {
            Map<CacheKey<Order>, Order> many = new LinkedHashMap<>();
            for (int i = 0; i < 100; i++) {
                many.put(CacheKey.of("many:" + i, Order.class), order);
            }
            cache.putAll(many, CacheOptions.defaults());
            List<CacheKey<Order>> keys = new ArrayList<>(many.keySet());
            CONTEST.race(Line.BULK_100, CACHEX, floor.getsMany(100, order), times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(cache.getAll(keys).get(keys.get(99)));
                }
            });
        }
    }
}
