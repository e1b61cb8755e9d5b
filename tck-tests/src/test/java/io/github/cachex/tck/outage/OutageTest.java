// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.event.BreakerState;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** P5: whatever Redis suffers from, an annotated method goes on, its source is not run over, and Redis is used again at once. */
class OutageTest {
    private static final int CALLS = 200;
    private static final int KEYS = 20;
    private static final int CALLERS = 20;
    private static final int CHANGED = 0;
    /** One call of many while Redis is left alone. */
    private static final Duration QUICK = Duration.ofMillis(5);

    /** The default budget of a call, and the loader's 1 ms. */
    private static final Duration PROMISED = Duration.ofMillis(600).plusMillis(1);

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @ParameterizedTest
    @EnumSource(Sickness.class)
    void outage_isNotFelt(Sickness sickness) throws Exception {
        try (Jedis jedis = Raw.jedis(redis)) {
            jedis.flushAll();
        }
        try (Link link = Link.to(redis);
                Patient patient = Patient.start(configuration(link, sickness));
                CacheHandler other = CacheHandler.builder()
                        .name("outage")
                        .prefix("tck")
                        .redis(redis.uri())
                        .property("cachex.near.enabled", "false")
                        .build()) {
            storeAll(patient, other);
            sickness.begin(link, redis);
            try {
                goOn(sickness, patient);
                writeMeanwhile(sickness, patient);
            } finally {
                sickness.end(link, redis);
            }
            recover(sickness, patient, other);
        }
    }

    private static Map<String, String> configuration(Link link, Sickness sickness) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("cachex.prefix", "tck");
        configuration.put("cachex.backend.redis.uri", link.uri());
        if (sickness == Sickness.POOL_EXHAUSTED) {
            configuration.put("cachex.backend.redis.pool.max", "2");
        }
        return configuration;
    }

    private static CacheKey<String> key(int id) {
        return CacheKey.of(String.valueOf(id), String.class);
    }

    /** Half the keys are stored before the outage; the others are cold. */
    private static void storeAll(Patient patient, CacheHandler other) {
        for (int id = 0; id < KEYS / 2; id++) {
            int stored = id;
            Awaitility.await().until(() -> {
                assertThat(patient.answers().of(stored)).isEqualTo("version 1");
                return other.get(key(stored)).isPresent();
            });
        }
        patient.answers().forgetLoads();
    }

    private static void goOn(Sickness sickness, Patient patient) throws Exception {
        List<Elapsed> all = new ArrayList<>();
        AtomicInteger exceptions = new AtomicInteger();
        if (sickness.opensTheBreaker()) {
            openBreaker(sickness, patient, all, exceptions);
        }
        Elapsed round = Elapsed.start();
        List<Elapsed> measured = round(patient, exceptions);
        round = round.stop();
        all.addAll(measured);
        assertThat(patient.isOpen()).isEqualTo(sickness.opensTheBreaker());

        String name = "outage " + sickness;
        String when = sickness.opensTheBreaker() ? "the breaker open" : "which need not open";
        Show.exactly(name, exceptions.get(), 0, "exceptions in " + all.size() + " calls");
        if (sickness.opensTheBreaker()) {
            // One budget for each key would be ten times as much.
            Show.within(name, round, QUICK.multipliedBy(CALLS), "for " + CALLS + " calls, " + when);
        }
        Show.figure(name, Elapsed.medianOf(measured), "median of " + CALLS + " calls, " + when);
        Show.within(
                name,
                Elapsed.longestOf(all),
                PROMISED,
                "longest of " + all.size() + " calls, those that opened it included");
        Show.atMost(name, patient.answers().mostLoadsWithin(5), 1, "loads per key, JVM and 5 s");
    }

    /** Calls until the breaker is open. While nothing is dialled, calls end at once and say nothing of Redis. */
    private static void openBreaker(Sickness sickness, Patient patient, List<Elapsed> took, AtomicInteger exceptions)
            throws Exception {
        int callers = sickness == Sickness.POOL_EXHAUSTED ? CALLERS : 1;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        // What is kept in this JVM is served without asking, and opens nothing.
        AtomicInteger cold = new AtomicInteger(1_000);
        try {
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
                took.addAll(calls(patient, threads, callers, cold, exceptions));
                return patient.isOpen();
            });
        } finally {
            threads.shutdownNow();
        }
        assertThat(patient.isOpen()).as("breaker open").isTrue();
    }

    private static List<Elapsed> round(Patient patient, AtomicInteger exceptions) {
        List<Elapsed> took = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            took.add(call(patient, i % KEYS, exceptions));
        }
        return took;
    }

    private static List<Elapsed> calls(
            Patient patient, ExecutorService threads, int callers, AtomicInteger cold, AtomicInteger exceptions)
            throws Exception {
        List<Future<Elapsed>> pending = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int id = cold.incrementAndGet();
            pending.add(threads.submit(() -> call(patient, id, exceptions)));
        }
        List<Elapsed> took = new ArrayList<>();
        for (Future<Elapsed> each : pending) {
            took.add(each.get());
        }
        return took;
    }

    private static Elapsed call(Patient patient, int id, AtomicInteger exceptions) {
        Elapsed elapsed = Elapsed.start();
        try {
            assertThat(patient.answers().of(id)).isEqualTo("version 1");
        } catch (RuntimeException e) {
            exceptions.incrementAndGet();
        }
        return elapsed.stop();
    }

    private static void writeMeanwhile(Sickness sickness, Patient patient) {
        CacheHandler cache = patient.cache();
        patient.answers().change(CHANGED, 2);
        boolean applied = cache.invalidate(String.valueOf(CHANGED)).isApplied();
        // A full Redis still removes.
        assertThat(applied).isEqualTo(sickness == Sickness.OOM);
        assertThat(patient.answers().of(CHANGED)).isEqualTo("version 2");
        if (sickness.opensTheBreaker()) {
            assertThat(cache.get(key(KEYS))).isEmpty();
            assertThat(cache.getAll(List.of(key(KEYS), key(CHANGED)))).isEmpty();
            assertThat(cache.contains(key(KEYS))).isFalse();
            assertThatThrownBy(() -> cache.touch(key(KEYS), Duration.ofHours(1)))
                    .isInstanceOf(CacheBackendException.class);
            assertThatThrownBy(() -> cache.getAndRemove(key(KEYS))).isInstanceOf(CacheBackendException.class);
        } else {
            assertThat(cache.get(key(1))).contains("version 1");
        }
        cache.put(key(KEYS), "never stored");
        assertThat(cache.stats().queuedInvalidations()).isEqualTo(applied ? 1 : 2);
        assertThatThrownBy(() -> cache.putIfAbsent(key(KEYS + 1), "a guess", CacheOptions.defaults()))
                .isInstanceOf(CacheBackendException.class);
        assertThatThrownBy(() -> cache.increment("counter", 1, Duration.ofHours(1)))
                .isInstanceOf(CacheBackendException.class);
    }

    private static void recover(Sickness sickness, Patient patient, CacheHandler other) {
        AtomicInteger fresh = new AtomicInteger(KEYS + 10);
        Elapsed sinceItsReturn = Elapsed.start();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    // A key that was never asked for is loaded, and stored where others find it.
                    int id = fresh.incrementAndGet();
                    assertThat(patient.answers().of(id)).isEqualTo("version 1");
                    return cacheIsTold(patient) && other.get(key(id)).isPresent();
                });
        String name = "outage " + sickness;
        Show.within(name, sinceItsReturn, Duration.ofSeconds(3), "from Redis's return to the first stored value");

        assertThat(other.<String, RuntimeException>fetch(key(CHANGED), () -> "version 2"))
                .isEqualTo("version 2");
        assertThat(patient.answers().of(CHANGED)).isEqualTo("version 2");
        assertThat(other.get(key(KEYS))).isEmpty();
        int loads = 0;
        for (int id = 1; id < KEYS / 2; id++) {
            int before = patient.answers().loads(id);
            assertThat(patient.answers().of(id)).isEqualTo("version 1");
            assertThat(other.get(key(id))).contains("version 1");
            loads += patient.answers().loads(id) - before;
        }
        Show.exactly(name, loads, 0, "loads of the " + (KEYS / 2 - 1) + " keys that Redis still held");
        Awaitility.await().until(() -> patient.changes().size() == (sickness.opensTheBreaker() ? 2 : 0));
        if (sickness.opensTheBreaker()) {
            assertThat(patient.changes()).containsExactly(BreakerState.OPEN, BreakerState.CLOSED);
        }
    }

    private static boolean cacheIsTold(Patient patient) {
        return !patient.isOpen() && patient.cache().stats().queuedInvalidations() == 0;
    }
}
