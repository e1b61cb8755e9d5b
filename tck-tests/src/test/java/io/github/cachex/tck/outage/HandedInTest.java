// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;

/** A hundred callers at once on a Redis that does not answer: none waits longer than its budget, whoever made the client. */
class HandedInTest {
    private static final Duration BUDGET = Duration.ofMillis(600);
    private static final int CALLERS = 100;

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static CacheHandler.Builder builder() {
        return CacheHandler.builder().name("crowd").prefix("tck").property("cachex.near.enabled", "false");
    }

    /** Returns how long each of the callers took, who all begin at once. */
    private static Collection<Elapsed> crowd(CacheHandler cache) throws Exception {
        CountDownLatch all = new CountDownLatch(CALLERS);
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        List<Future<Elapsed>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            CacheKey<String> key = CacheKey.of("key:" + i, String.class);
            calls.add(threads.submit(() -> {
                all.countDown();
                all.await();
                Elapsed elapsed = Elapsed.start();
                String value = cache.fetch(key, () -> "loaded");
                Elapsed taken = elapsed.stop();
                assertThat(value).isEqualTo("loaded");
                return taken;
            }));
        }
        threads.shutdown();
        List<Elapsed> times = new ArrayList<>();
        for (Future<Elapsed> call : calls) {
            times.add(call.get(2, TimeUnit.MINUTES));
        }
        return times;
    }

    private static void showMute(String whose, CacheHandler.Builder builder, Link link) throws Exception {
        try (CacheHandler cache = builder.build()) {
            cache.fetch(CacheKey.of("warm-up", String.class), () -> "connected");
            link.become(Link.State.SILENT);

            Elapsed slowest = Elapsed.longestOf(crowd(cache));

            Show.within("handed-in", slowest, BUDGET, "slowest of " + CALLERS + " callers on a mute Redis, " + whose);
            link.become(Link.State.UP);
        }
    }

    @Test
    void ownClientOnAMuteRedis_costsTheBudget() throws Exception {
        try (Link link = Link.to(redis)) {
            showMute("own client", builder().redis(link.uri()), link);
        }
    }

    /** Eight connections, two seconds for an answer, and a wait for a connection without end. */
    @Test
    void handedInClientOnAMuteRedis_costsTheBudget() throws Exception {
        try (Link link = Link.to(redis);
                RedisClient client = RedisClient.create(link.uri())) {
            showMute("handed-in client", builder().jedis(client), link);
        }
    }

    @Test
    void handedInClientWhoseConnectionsAreTaken_costsTheBudget() throws Exception {
        try (RedisClient client = RedisClient.create(redis.uri());
                CacheHandler cache = builder().jedis(client).build()) {
            cache.fetch(CacheKey.of("warm-up", String.class), () -> "connected");
            List<Connection> taken = new ArrayList<>();
            while (client.getPool().getNumActive() < client.getPool().getMaxTotal()) {
                taken.add(client.getPool().getResource());
            }

            Elapsed slowest = Elapsed.longestOf(crowd(cache));

            Show.within("handed-in", slowest, BUDGET, "slowest of " + CALLERS + " callers on a pool that is taken");
            taken.forEach(Connection::close);
        }
    }
}
