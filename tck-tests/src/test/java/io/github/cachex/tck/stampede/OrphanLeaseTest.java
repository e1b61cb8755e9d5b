// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** P6: a lease that Redis granted after its asker had given up must not block the key for others. */
class OrphanLeaseTest {
    private static final long LOAD = 100;
    /** Of a lease that nobody gives back: far beyond what is promised. */
    private static final String LEASE = "30s";

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void redisStoppedWhileItReads_nextReadIsQuick() throws Exception {
        showNextRead("GETRANGE", "read", "stopped before it reads");
    }

    @Test
    void redisStoppedWhileItGrantsTheLease_nextReadIsQuick() throws Exception {
        showNextRead("}:lease", "acquire", "stopped before it grants the lease");
    }

    @Test
    void redisStoppedWhileTheLoaderRuns_nextReadIsQuick() throws Exception {
        showNextRead("none", "store", "stopped while the loader runs");
    }

    private static void showNextRead(String when, String failing, String about) throws Exception {
        try (var jedis = Raw.jedis(redis)) {
            jedis.flushAll();
        }
        List<Elapsed> reads = new ArrayList<>();
        for (int round = 0; round < Rounds.of(3, 20); round++) {
            reads.add(nextRead("key:" + round, when, failing));
        }
        Show.within(
                "orphan-lease",
                Elapsed.longestOf(reads),
                Duration.ofMillis(LOAD + 1000),
                "next cold read, Redis " + about + ", loader " + LOAD + " ms, lease " + LEASE);
    }

    /** Returns how long another JVM's read takes that starts when Redis answers again. */
    private static Elapsed nextRead(String id, String when, String failing) throws Exception {
        CacheKey<String> key = CacheKey.of(id, String.class);
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        try (Link link = Link.to(redis);
                CacheHandler first = node(link.uri(), failures);
                CacheHandler second = node(redis.uri(), new ConcurrentLinkedQueue<>())) {
            first.fetch(CacheKey.of("warm-up", String.class), () -> "connected");
            second.fetch(CacheKey.of("warm-up", String.class), () -> "connected");
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            if (!when.equals("none")) {
                link.before(when, () -> freeze(stopped));
            }
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> first.fetch(key, () -> {
                if (when.equals("none")) {
                    freeze(stopped);
                }
                Pause.millis(LOAD);
                return "first";
            }));
            stopped.get(1, TimeUnit.MINUTES);
            Pause.millis(1000);
            redis.resume();
            Elapsed elapsed = Elapsed.start();
            String got = second.fetch(key, () -> {
                Pause.millis(LOAD);
                return "second";
            });
            Elapsed took = elapsed.stop();
            assertThat(got).isIn("first", "second");
            assertThat(failures).as("what Redis was stopped in").startsWith(failing);
            assertThat(answer.get(1, TimeUnit.MINUTES)).isIn("first", "second");
            return took;
        } finally {
            redis.resume();
        }
    }

    private static CacheHandler node(String uri, Queue<String> failures) {
        return CacheHandler.builder()
                .name("orphan")
                .prefix("tck")
                .redis(uri)
                .property("cachex.lease.ttl", LEASE)
                .property("cachex.wait-timeout", "90s")
                .listener(event -> {
                    if (event instanceof CacheEvent.BackendFailed failed) {
                        failures.add(failed.operation());
                    }
                })
                .build();
    }

    private static void freeze(CompletableFuture<Void> stopped) {
        redis.pause();
        stopped.complete(null);
    }
}
