// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark.jetcache;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.RedisCacheBuilder;
import com.alicp.jetcache.support.Kryo5ValueDecoder;
import com.alicp.jetcache.support.Kryo5ValueEncoder;
import io.github.cachex.benchmark.Batch;
import io.github.cachex.benchmark.Contest;
import io.github.cachex.benchmark.JsonFloor;
import io.github.cachex.benchmark.Line;
import io.github.cachex.benchmark.NearFloor;
import io.github.cachex.benchmark.Order;
import io.github.cachex.benchmark.Post;
import io.github.cachex.benchmark.Sink;
import io.github.cachex.testkit.redis.RedisServer;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;

/** JetCache: Caffeine in the JVM, and Redis by Jedis with values by Kryo, its default. */
class JetCacheBenchmark {
    private static final String NAME = "JetCache";
    private static final int MASK = NearFloor.KEYS - 1;

    private static RedisServer redis;
    private static JsonFloor floor;
    private static JedisPool pool;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        floor = new JsonFloor(redis.uri());
        JedisPoolConfig config = new JedisPoolConfig();
        config.setMaxTotal(64);
        config.setMaxIdle(64);
        pool = new JedisPool(config, URI.create(redis.uri()));
    }

    @AfterAll
    static void stop() {
        pool.close();
        floor.close();
        redis.close();
    }

    @Test
    void near() throws Exception {
        Cache<String, Post> posts = CaffeineCacheBuilder.createCaffeineCacheBuilder()
                .limit(10_000)
                .expireAfterWrite(1, TimeUnit.HOURS)
                .cachePenetrateProtect(true)
                .buildCache();
        String[] keys = NearFloor.keys();
        NearFloor caffeine = new NearFloor();
        Contest contest = new Contest("jetcache-near");
        contest.race(Line.FETCH_NEAR_KEY_ONCE, NAME, caffeine.keyOnce(), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(posts.computeIfAbsent(keys[i & MASK], key -> Post.of(1)));
            }
        });
        contest.race(Line.FETCH_NEAR_KEY_NEW, NAME, caffeine.keyNew(), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(posts.computeIfAbsent(NearFloor.key(i), key -> Post.of(1)));
            }
        });
        contest.race(Line.GET_NEAR, NAME, caffeine.gets(), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(posts.get(keys[i & MASK]));
            }
        });
    }

    private static <V> Cache<String, V> cache(String prefix) {
        return RedisCacheBuilder.createRedisCacheBuilder()
                .keyConvertor(key -> key)
                .valueEncoder(Kryo5ValueEncoder.INSTANCE)
                .valueDecoder(Kryo5ValueDecoder.INSTANCE)
                .jedisPool(pool)
                .keyPrefix(prefix)
                .expireAfterWrite(1, TimeUnit.HOURS)
                .cachePenetrateProtect(true)
                .buildCache();
    }

    @Test
    void remote() throws Exception {
        Cache<String, Order> orders = cache("jetcache:order:");
        Contest contest = new Contest("jetcache-redis");
        Order order = Order.ofKilobyte();
        orders.put("order", order);
        Batch byHand = floor.gets("order", order);
        Batch gets = times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(orders.get("order"));
            }
        };
        contest.race(Line.REDIS_HIT, NAME, byHand, gets);
        contest.race(Line.REDIS_HIT_8_THREADS, NAME, byHand, gets);
        contest.race(Line.REDIS_HIT_64_THREADS, NAME, byHand, gets);
        contest.race(Line.PUT, NAME, floor.puts("put", order), times -> {
            for (int i = 0; i < times; i++) {
                orders.put("put", order);
            }
        });
        contest.race(Line.INVALIDATE, NAME, floor.deletes(), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(orders.remove("none:" + i));
            }
        });
        Post post = Post.of(1);
        Cache<String, Post> posts = cache("jetcache:post:");
        AtomicLong next = new AtomicLong();
        contest.race(Line.GUARDED_MISS, NAME, floor.misses(), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(posts.computeIfAbsent("missed:" + next.incrementAndGet(), key -> post));
            }
        });
        Set<String> many = new LinkedHashSet<>();
        for (int i = 0; i < 100; i++) {
            many.add("many:" + i);
            orders.put("many:" + i, order);
        }
        contest.race(Line.BULK_100, NAME, floor.getsMany(100, order), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(orders.getAll(many).get("many:99"));
            }
        });
    }
}
