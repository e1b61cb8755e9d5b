// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark.spring;

import io.github.cachex.benchmark.Batch;
import io.github.cachex.benchmark.Contest;
import io.github.cachex.benchmark.JsonFloor;
import io.github.cachex.benchmark.Line;
import io.github.cachex.benchmark.Order;
import io.github.cachex.benchmark.Post;
import io.github.cachex.benchmark.Sink;
import io.github.cachex.testkit.redis.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import redis.clients.jedis.JedisPoolConfig;

/** Spring Cache over Redis. */
class SpringRedisBenchmark {
    private static final Contest CONTEST = new Contest("spring-redis");

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

    private static RedisStandaloneConfiguration place() {
        URI uri = URI.create(redis.uri());
        return new RedisStandaloneConfiguration(uri.getHost(), uri.getPort());
    }

    /** Returns a cache as its documentation configures one; {@code locking} is what guards a load. */
    private static Cache cache(RedisConnectionFactory factory, Class<?> type, boolean locking) {
        RedisCacheConfiguration configuration = RedisCacheConfiguration.defaultCacheConfig()
                .entryTtl(Duration.ofHours(1))
                .serializeValuesWith(SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(type)));
        RedisCacheWriter writer = locking
                ? RedisCacheWriter.lockingRedisCacheWriter(factory)
                : RedisCacheWriter.nonLockingRedisCacheWriter(factory);
        RedisCacheManager caches =
                RedisCacheManager.builder(writer).cacheDefaults(configuration).build();
        caches.afterPropertiesSet();
        return Objects.requireNonNull(caches.getCache("orders"));
    }

    @Test
    void jedis() throws Exception {
        JedisPoolConfig pool = new JedisPoolConfig();
        pool.setMaxTotal(64);
        pool.setMaxIdle(64);
        JedisConnectionFactory factory = new JedisConnectionFactory(
                place(),
                JedisClientConfiguration.builder().usePooling().poolConfig(pool).build());
        factory.afterPropertiesSet();
        factory.start();
        measure("Spring Cache, Redis by Jedis", factory);
        factory.destroy();
    }

    @Test
    void lettuce() throws Exception {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(place());
        factory.afterPropertiesSet();
        factory.start();
        measure("Spring Cache, Redis by Lettuce", factory);
        factory.destroy();
    }

    private static void measure(String name, RedisConnectionFactory factory) throws Exception {
        Order order = Order.ofKilobyte();
        Cache cache = cache(factory, Order.class, false);
        cache.put("order", order);
        Batch byHand = floor.gets("order", order);
        Batch gets = times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(cache.get("order", Order.class));
            }
        };
        CONTEST.race(Line.REDIS_HIT, name, byHand, gets);
        CONTEST.race(Line.REDIS_HIT_8_THREADS, name, byHand, gets);
        CONTEST.race(Line.REDIS_HIT_64_THREADS, name, byHand, gets);
        CONTEST.race(Line.PUT, name, floor.puts("put", order), times -> {
            for (int i = 0; i < times; i++) {
                cache.put("put", order);
            }
        });
        CONTEST.race(Line.INVALIDATE, name, floor.deletes(), times -> {
            for (int i = 0; i < times; i++) {
                cache.evict("none:" + i);
            }
        });
        Cache guarded = cache(factory, Post.class, true);
        Post post = Post.of(1);
        AtomicLong next = new AtomicLong();
        CONTEST.race(Line.GUARDED_MISS, name, floor.misses(), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(guarded.get("missed:" + next.incrementAndGet(), () -> post));
            }
        });
    }
}
