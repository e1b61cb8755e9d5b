// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Clocks;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Coherence;
import io.github.cachex.tck.process.FencedCache;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

/** What {@link ClockIT} runs, in a process whose clock and whose children's, Redis and {@link Worker}s, can each be set. */
final class ClockRun {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Duration> JUMPS = List.of(HOUR, HOUR.negated());
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration MARKER = Duration.ofSeconds(1);
    private static final Duration TTL = Duration.ofSeconds(2);
    /** So many rounds of readers and writers between two settings of a clock: an operation meets one of them at most. */
    private static final int ROUNDS_EACH = 3;

    private final Cluster cluster;
    private final Clocks clocks;
    private final long redisPid;
    private int keys;
    private int sets;

    private ClockRun(Cluster cluster, Clocks clocks) {
        this.cluster = cluster;
        this.clocks = clocks;
        try (Jedis jedis = Raw.jedis(cluster.redis())) {
            this.redisPid = pid(jedis);
        }
    }

    /** Returns the id of the process that {@code jedis} speaks to. */
    static long pid(Jedis jedis) {
        return jedis.info("server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("process_id:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** Takes the folder of the {@link Clocks}. */
    @SuppressWarnings("CatchAndPrintStackTrace") // standard error is the test's
    public static void main(String[] arguments) {
        int status = 1;
        try (Cluster cluster = Cluster.of(2)) {
            ClockRun run = new ClockRun(cluster, new Clocks(Path.of(arguments[0])));
            run.everyClockCanBeSet();
            run.changesInMidRun();
            run.eachChangeAtEachPoint();
            run.lives();
            run.leasesOfTheDead();
            run.markers();
            run.counters();
            status = 0;
        } catch (Throwable failure) {
            failure.printStackTrace();
        }
        Runtime.getRuntime().halt(status);
    }

    private void redis(Duration ahead) {
        clocks.set(redisPid, ahead);
    }

    private static CacheKey<Long> key(int number) {
        return CacheKey.of("key:" + number, Long.class);
    }

    private CacheHandler node(boolean near, String... settings) {
        CacheHandler.Builder builder = OverRedis.builder(cluster.redis().uri(), settings)
                .property("cachex.near.enabled", String.valueOf(near))
                .property("cachex.lease.ttl", LEASE.toMillis() + "ms")
                .property("cachex.lease.renew", "300ms")
                .property("cachex.marker.failed", MARKER.toMillis() + "ms")
                .property("cachex.marker.unstored", MARKER.toMillis() + "ms")
                .property("cachex.wait-timeout", "60s")
                .property("cachex.backend-budget", "30s")
                .property("cachex.backend.redis.timeout.socket", "30s")
                .property("cachex.breaker.slow", "30s");
        return builder.build();
    }

    /** Else all that follows would say nothing. */
    private void everyClockCanBeSet() {
        for (Duration ahead : JUMPS) {
            redis(ahead);
            clocks.set(ProcessHandle.current().pid(), ahead.negated());
            cluster.workers().forEach(worker -> clocks.set(worker.pid(), ahead.multipliedBy(3)));
            long here = Clocks.seconds();
            try (Jedis jedis = Raw.jedis(cluster.redis())) {
                long there = Long.parseLong(jedis.time().get(0));
                assertThat(Duration.ofSeconds(there - here)
                                .minus(ahead.multipliedBy(2))
                                .abs())
                        .isLessThan(Duration.ofMinutes(10));
            }
            for (Order answer : cluster.ask(Order.of("now"))) {
                assertThat(Duration.ofSeconds(answer.large("seconds") - here)
                                .minus(ahead.multipliedBy(4))
                                .abs())
                        .isLessThan(Duration.ofMinutes(10));
            }
        }
        redis(Duration.ZERO);
        clocks.set(ProcessHandle.current().pid(), Duration.ZERO);
        cluster.workers().forEach(worker -> clocks.set(worker.pid(), Duration.ZERO));
    }

    /** By key, tag, pattern, clear and put, in two JVMs with near caches; see {@link Coherence}. */
    private void changesInMidRun() {
        int rounds = Rounds.of(300, 3000);
        cluster.warmUp();
        cluster.open("coherent");
        int slot = Coherence.begin(cluster, rounds);
        Worker writer = cluster.workers().get(0);
        Worker reader = cluster.workers().get(1);
        List<Long> pids = List.of(redisPid, writer.pid(), redisPid, reader.pid());
        for (int round = ROUNDS_EACH; round < rounds; round += ROUNDS_EACH) {
            int next = round;
            Awaitility.await("round " + next)
                    .pollInterval(Duration.ofMillis(1))
                    .pollDelay(Duration.ZERO)
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> cluster.source().ready(slot) >= next);
            Duration ahead = HOUR.multipliedBy((sets / pids.size()) % 3 - 1);
            clocks.set(pids.get(sets % pids.size()), ahead);
            sets++;
        }
        long old = writer.answer().large("old") + reader.answer().large("old");
        redis(Duration.ZERO);
        String about = "old values in " + rounds + " rounds of two JVMs, their clocks and Redis's set " + sets
                + " times by an hour";
        Show.exactly("clock", old, 0, about);
    }

    private enum Change {
        KEY,
        TAG,
        PATTERN,
        CLEAR,
        PUT,
        EXPIRED_KEY,
        EXPIRED_TAG;

        void make(CacheHandler cache, CacheKey<Long> key, CacheOptions options) {
            switch (this) {
                case KEY -> cache.invalidate(key.id());
                case TAG -> cache.invalidateTags("tag-" + key.id().substring(4));
                case PATTERN -> cache.invalidateMatching("k?y" + key.id().substring(3));
                case CLEAR -> cache.clear();
                case PUT -> cache.put(key, 2L, options);
                case EXPIRED_KEY -> cache.expire(key.id());
                case EXPIRED_TAG -> cache.expireTags("tag-" + key.id().substring(4));
            }
        }
    }

    private enum Point {
        BEFORE_LOAD,
        IN_LOAD,
        IN_LOAD_AFTER_CHANGE,
        BEFORE_CHANGE,
        AFTER_CHANGE
    }

    private void eachChangeAtEachPoint() throws Exception {
        long old = 0;
        int steps = 0;
        try (CacheHandler here = node(true);
                CacheHandler there = node(false)) {
            for (Change change : Change.values()) {
                for (Point point : Point.values()) {
                    for (Duration jump : JUMPS) {
                        old += oldValues(here, there, change, point, jump);
                        steps++;
                    }
                }
            }
        }
        String about = "old values after " + steps + " changes, the clock of Redis set at each point from load to read";
        Show.exactly("clock", old, 0, about);
    }

    private long oldValues(CacheHandler here, CacheHandler there, Change change, Point point, Duration jump)
            throws Exception {
        int number = keys++;
        CacheKey<Long> key = key(number);
        CacheOptions options =
                CacheOptions.ttl("10m").staleTtl(Duration.ofMinutes(10)).tags("tag-" + number);
        jumpAt(Point.BEFORE_LOAD, point, jump);
        CompletableFuture<Void> loading = new CompletableFuture<>();
        CompletableFuture<Void> changed = new CompletableFuture<>();
        boolean inLoad = point == Point.IN_LOAD || point == Point.IN_LOAD_AFTER_CHANGE;
        CompletableFuture<Long> first =
                CompletableFuture.supplyAsync(() -> here.<Long, RuntimeException>fetch(key, options, () -> {
                    loading.complete(null);
                    if (inLoad) {
                        changed.join();
                    }
                    return 1L;
                }));
        loading.get(1, TimeUnit.MINUTES);
        if (!inLoad) {
            first.get(1, TimeUnit.MINUTES);
            there.<Long, RuntimeException>fetch(key, options, () -> 1L);
        }
        jumpAt(Point.IN_LOAD, point, jump);
        jumpAt(Point.BEFORE_CHANGE, point, jump);
        change.make(there, key, options);
        jumpAt(Point.IN_LOAD_AFTER_CHANGE, point, jump);
        jumpAt(Point.AFTER_CHANGE, point, jump);
        changed.complete(null);
        first.get(1, TimeUnit.MINUTES);
        long old = reads(there, key, options);
        // It learns of it within milliseconds.
        Awaitility.await("new value elsewhere")
                .atMost(Duration.ofMinutes(1))
                .until(() -> here.<Long, RuntimeException>fetch(key, options, () -> 2L) == 2);
        old += reads(here, key, options);
        redis(Duration.ZERO);
        return old + reads(there, key, options) + reads(here, key, options);
    }

    private void jumpAt(Point point, Point wanted, Duration jump) {
        if (point == wanted) {
            redis(jump);
        }
    }

    private static long reads(CacheHandler cache, CacheKey<Long> key, CacheOptions options) {
        long old = 0;
        for (int i = 0; i < 3; i++) {
            old += cache.<Long, RuntimeException>fetch(key, options, () -> 2L) < 2 ? 1 : 0;
        }
        return old;
    }

    /** By true time: what was to be fresh for two seconds is not served for an hour. */
    private void lives() {
        List<Elapsed> served = new ArrayList<>();
        for (boolean near : new boolean[] {true, false}) {
            for (Duration jump : JUMPS) {
                try (CacheHandler cache = node(near)) {
                    CacheKey<Long> key = key(keys++);
                    Elapsed elapsed = Elapsed.start();
                    cache.<Long, RuntimeException>fetch(key, CacheOptions.ttl("2s"), () -> 1L);
                    redis(jump);
                    Awaitility.await("end of its life")
                            .pollInterval(Duration.ofMillis(5))
                            .atMost(Duration.ofMinutes(1))
                            .until(() ->
                                    cache.<Long, RuntimeException>fetch(key, CacheOptions.ttl("2s"), () -> 2L) == 2);
                    served.add(elapsed.stop());
                    assertThat(cache.get(key)).contains(2L);
                } finally {
                    redis(Duration.ZERO);
                }
            }
        }
        Show.within(
                "clock",
                Elapsed.longestOf(served),
                TTL,
                "for which a value of 2 s was served, Redis's clock set meanwhile");
    }

    /** A lease of a second, whose process is killed. */
    private void leasesOfTheDead() {
        long beyond = 0;
        List<Elapsed> waits = new ArrayList<>();
        for (Duration jump : JUMPS) {
            for (boolean before : new boolean[] {true, false}) {
                Worker leader = cluster.workers().get(0);
                int slot = cluster.freshSlot();
                leader.ask(cluster.opening(
                        "tested",
                        "cachex.version",
                        "1",
                        "cachex.lease.ttl",
                        "1s",
                        "cachex.lease.renew",
                        "300ms",
                        "cachex.wait-timeout",
                        "60s"));
                leader.tell(Order.of("hang").with("name", "tested").with("slot", slot));
                Awaitility.await("load")
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> cluster.source().isLoading(slot, leader.index()));
                if (before) {
                    redis(jump);
                }
                leader.kill();
                redis(jump);
                Elapsed elapsed = Elapsed.start();
                try (CacheHandler cache = node(false)) {
                    CacheKey<Long> key = CacheKey.of(FencedCache.id(slot), Long.class);
                    assertThat(cache.<Long, RuntimeException>fetch(key, () -> 7L))
                            .isEqualTo(7);
                    waits.add(elapsed.stop());
                    // Who waited for as long as anybody does loads without storing.
                    beyond += cache.contains(key) ? 0 : 1;
                }
                redis(Duration.ZERO);
                cluster.replace(leader);
            }
        }
        Show.exactly("clock", beyond, 0, "leases of killed processes beyond their bound, of " + waits.size());
        Show.within(
                "clock",
                Elapsed.longestOf(waits),
                LEASE.multipliedBy(2),
                "until a key is loaded whose leader was killed, lease 1 s");
    }

    /** A load that failed, or stored nothing, keeps others from storing for a moment. */
    private void markers() {
        List<Elapsed> stood = new ArrayList<>();
        for (Duration jump : JUMPS) {
            for (boolean failed : new boolean[] {true, false}) {
                try (CacheHandler cache = node(false)) {
                    CacheKey<Long> key = key(keys++);
                    try {
                        cache.<Long, RuntimeException>fetch(key, () -> {
                            if (failed) {
                                throw new IllegalStateException("no source");
                            }
                            return null;
                        });
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessage("no source");
                    }
                    redis(jump);
                    Elapsed elapsed = Elapsed.start();
                    Awaitility.await("a load that is stored")
                            .pollDelay(Duration.ZERO)
                            .atMost(Duration.ofMinutes(1))
                            .until(() -> {
                                cache.<Long, RuntimeException>fetch(key, () -> 1L);
                                return cache.contains(key);
                            });
                    stood.add(elapsed.stop());
                } finally {
                    redis(Duration.ZERO);
                }
            }
        }
        String about = "for which nothing was stored after a load that failed or stored nothing, marker 1 s";
        Show.within("clock", Elapsed.longestOf(stood), MARKER.multipliedBy(2), about);
    }

    private void counters() {
        try (CacheHandler cache = node(false)) {
            cache.increment("limit", 5, TTL);
            redis(HOUR.negated());
            Elapsed elapsed = Elapsed.start();
            assertThat(cache.increment("limit", 1, TTL)).isBetween(1L, 6L);
            Awaitility.await("a new window")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> cache.increment("limit", 0, TTL) == 0);
            Show.within("clock", elapsed, TTL, "for which a counter of 2 s counted on, Redis's clock set back");
        } finally {
            redis(Duration.ZERO);
        }
    }
}
