// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark.redisson;

import io.github.cachex.benchmark.Batch;
import io.github.cachex.benchmark.Contest;
import io.github.cachex.benchmark.JsonFloor;
import io.github.cachex.benchmark.Line;
import io.github.cachex.benchmark.NearFloor;
import io.github.cachex.benchmark.Order;
import io.github.cachex.benchmark.Post;
import io.github.cachex.benchmark.Sink;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RBuckets;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.client.codec.Codec;
import org.redisson.codec.TypedJsonJacksonCodec;
import org.redisson.config.Config;

/** Redisson: a map that is kept in the JVM too, and buckets whose loads a lock guards. */
class RedissonBenchmark {
    private static final String NAME = "Redisson";
    private static final Duration TTL = Duration.ofHours(1);

    private static final Codec POST = new TypedJsonJacksonCodec(Post.class, JsonFloor.mapper());

    private static RedisServer redis;
    private static JsonFloor floor;
    private static RedissonClient redisson;
    private static TypedJsonJacksonCodec codec;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        floor = new JsonFloor(redis.uri());
        Config config = new Config();
        config.useSingleServer().setAddress(redis.uri()).setConnectionPoolSize(64);
        redisson = Redisson.create(config);
        codec = new TypedJsonJacksonCodec(Order.class, JsonFloor.mapper());
    }

    @AfterAll
    static void stop() {
        redisson.shutdown();
        floor.close();
        redis.close();
    }

    @Test
    void near() throws Exception {
        RLocalCachedMap<String, Post> posts =
                redisson.getLocalCachedMap(LocalCachedMapOptions.<String, Post>name("posts")
                        .codec(new TypedJsonJacksonCodec(String.class, Post.class, JsonFloor.mapper()))
                        .cacheSize(10_000)
                        .timeToLive(TTL));
        String[] keys = NearFloor.keys();
        for (String key : keys) {
            posts.put(key, Post.of(1));
        }
        new Contest("redisson-near").race(Line.GET_NEAR, NAME, new NearFloor().gets(), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(posts.get(keys[i & (NearFloor.KEYS - 1)]));
            }
        });
    }

    @Test
    void remote() throws Exception {
        Contest contest = new Contest("redisson-redis");
        Order order = Order.ofKilobyte();
        RBucket<Order> bucket = redisson.getBucket("redisson:order", codec);
        bucket.set(order, TTL);
        Batch byHand = floor.gets("order", order);
        Batch gets = times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(bucket.get());
            }
        };
        contest.race(Line.REDIS_HIT, NAME, byHand, gets);
        contest.race(Line.REDIS_HIT_8_THREADS, NAME, byHand, gets);
        contest.race(Line.REDIS_HIT_64_THREADS, NAME, byHand, gets);
        contest.race(Line.PUT, NAME, floor.puts("put", order), times -> {
            for (int i = 0; i < times; i++) {
                bucket.set(order, TTL);
            }
        });
        contest.race(Line.INVALIDATE, NAME, floor.deletes(), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(redisson.getBucket("redisson:none:" + i, codec).delete());
            }
        });
        Post post = Post.of(1);
        AtomicLong next = new AtomicLong();
        contest.race(Line.GUARDED_MISS, NAME, floor.misses(), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(guarded("redisson:missed:" + next.incrementAndGet(), post));
            }
        });
        RBuckets buckets = redisson.getBuckets(codec);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            names.add("redisson:many:" + i);
            redisson.<Order>getBucket(names.get(i), codec).set(order, TTL);
        }
        contest.race(Line.BULK_100, NAME, floor.getsMany(100, order), times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(buckets.<Order>get(names.toArray(new String[0])).get(names.get(99)));
            }
        });
    }

    /** Loads as its documentation guards a load: looks, locks, looks again, stores, unlocks. */
    private static Post guarded(String name, Post loaded) {
        RBucket<Post> bucket = redisson.getBucket(name, POST);
        Post found = bucket.get();
        if (found != null) {
            return found;
        }
        RLock lock = redisson.getLock(name + ":lock");
        lock.lock();
        try {
            Post again = bucket.get();
            if (again != null) {
                return again;
            }
            bucket.set(loaded, TTL);
            return loaded;
        } finally {
            lock.unlock();
        }
    }
}
