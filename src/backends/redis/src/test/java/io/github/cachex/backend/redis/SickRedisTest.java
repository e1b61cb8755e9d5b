// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.backend.redis.Proxy.Mode;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.WaitingThreads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A sick Redis costs a call its budget at most, and says whether the command may have been carried out. */
class SickRedisTest extends OnSickRedis {
    @Test
    void refused_failsAtOnceAndWasNotApplied() {
        clients.withoutConnections();
        redis.stop();

        CacheBackendException failure = failure(() -> backend.read(newKey(), usual()));

        assertThat(failure).isInstanceOf(CacheConnectionException.class);
        assertThat(failure.perhapsApplied()).isFalse();
        assertThat(failure).hasMessageContaining("cannot connect");
        // A moment later it is not even tried.
        awaitGate(backend);
    }

    @Test
    void hung_costsTheBudgetOnceAndThenLittle() {
        EntryKey key = newKey();
        healthy.write(key, entry("there"), budget());
        awaitHealth(backend);
        redis.pause();

        CacheBackendException first = failure(() -> backend.read(key, usual()));

        assertThat(first.perhapsApplied()).isTrue();
        assertThat(awaitGate(backend).perhapsApplied()).isFalse();
        redis.resume();
        awaitHealth(backend);
    }

    @Test
    void hungBeforeTheFirstConnection_costsTheBudget() {
        clients.withoutConnections();
        redis.pause();

        assertThat(failure(() -> backend.read(newKey(), usual())).perhapsApplied())
                .isFalse();

        redis.resume();
        awaitHealth(backend);
    }

    /** Calls until a call comes so soon after a failure that nothing is dialled for it, and returns how that one fails. */
    private CacheBackendException awaitGate(RedisBackend sick) {
        return Awaitility.await("not dialled")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> failure(() -> sick.read(newKey(), usual())),
                        failure -> failure.getMessage().contains("not dialled"));
    }

    @Test
    void drippingAnswer_endsWithTheBudget() throws Exception {
        EntryKey key = newKey();
        healthy.write(key, entry("x".repeat(1_000)), budget());
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend dripped = clients.withDefaults(proxy.uri())) {
            awaitHealth(dripped);
            proxy.mode(Mode.DRIP);

            assertThat(failure(() -> dripped.read(key, usual())).perhapsApplied())
                    .isTrue();
        }
    }

    @Test
    void drippingGreeting_endsWithTheBudget() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend dripped = clients.withDefaults(proxy.uri())) {
            clients.withoutConnections();
            proxy.mode(Mode.DRIP);

            assertThat(failure(() -> dripped.read(newKey(), usual())).perhapsApplied())
                    .isFalse();
        }
    }

    @Test
    void largeWriteThatNobodyReads_endsWithTheBudget() {
        awaitHealth(backend);
        redis.pause();

        NewEntry large = new NewEntry(newId(), new byte[16 << 20], Lifetime.of(LONG));
        CacheBackendException failure = failure(() -> backend.write(newKey(), large, usual()));

        assertThat(failure.perhapsApplied()).isTrue();
        redis.resume();
    }

    @Test
    void smallBudget_isKept() {
        // Without the budget a call would wait for as long as the socket does, eight seconds.
        awaitHealth(healthy);
        redis.pause();
        Elapsed elapsed = Elapsed.start();
        CacheBackendException failure = catchThrowableOfType(
                CacheBackendException.class, () -> healthy.read(newKey(), CallBudget.of(Duration.ofMillis(100))));

        elapsed.isWithin(Duration.ofMillis(200));
        assertThat(failure).isNotNull();
        redis.resume();
    }

    @Test
    void restarted_isUsedAgainWithoutAnError() {
        awaitHealth(healthy);
        redis.restart();
        EntryKey key = newKey();

        healthy.write(key, entry("after"), twice());

        assertThat(content(key)).isEqualTo("after");
    }

    @Test
    void poolExhausted_failsInTimeAndSaysHowToMendIt() {
        RedisSettings small = Backends.defaults(redis.uri(), 1);
        try (RedisBackend narrow = RedisBackend.own(small)) {
            awaitHealth(narrow);
            redis.pause();
            CompletableFuture<CacheBackendException> first =
                    CompletableFuture.supplyAsync(() -> failure(() -> narrow.read(newKey(), usual())), OWN_THREAD);
            CompletableFuture<CacheBackendException> second =
                    CompletableFuture.supplyAsync(() -> failure(() -> narrow.read(newKey(), usual())), OWN_THREAD);

            List<CacheBackendException> failures = List.of(first.join(), second.join());

            assertThat(failures).anySatisfy(failure -> {
                assertThat(failure).hasMessageContaining("pool.max");
                assertThat(failure.perhapsApplied()).isFalse();
            });
            redis.resume();
        }
    }

    @Test
    void interruptedCaller_isServedAndStaysInterrupted() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);
        Thread.currentThread().interrupt();

        assertThat(leases().store(key, entry(token, "loaded"), budget())).isTrue();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(content(key)).isEqualTo("loaded");
    }

    /** A call of a backend whose only connection is taken by it, or by another. */
    private static final class Reading {
        private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        private final Thread thread;

        Reading(RedisBackend narrow, EntryKey key, CallBudget budget) {
            thread = new Thread(() -> interrupted.completeAsync(
                    () -> {
                        narrow.read(key, budget);
                        return Thread.interrupted();
                    },
                    Runnable::run));
            thread.start();
        }

        boolean waitsForAConnection() {
            return WaitingThreads.isWaiting(thread, BudgetPool.class);
        }
    }

    /** An interruption during the wait for a connection is not lost, and does not fail the call. */
    @Test
    void interruptedWhileWaitingForAConnection_goesOnAndStaysInterrupted() throws Exception {
        RedisSettings small = Backends.patient(redis.uri(), Optional.empty(), 1);
        CallBudget patient = CallBudget.of(Duration.ofMinutes(2));
        try (RedisBackend narrow = RedisBackend.own(small)) {
            narrow.read(newKey(), budget());
            redis.pause();
            // One of them takes the connection; which one is the machine's affair.
            List<Reading> readings =
                    List.of(new Reading(narrow, newKey(), patient), new Reading(narrow, newKey(), patient));
            Reading waiting = Awaitility.await("one waits")
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () -> readings.stream()
                                    .filter(Reading::waitsForAConnection)
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            waiting.thread.interrupt();
            redis.resume();

            for (Reading reading : readings) {
                assertThat(reading.interrupted.get(1, TimeUnit.MINUTES)).isEqualTo(reading == waiting);
            }
        }
    }

    @Test
    void afterClose_callsFailAndSayWhy() {
        backend.close();

        assertThat(failure(() -> backend.read(newKey(), usual()))).hasMessageContaining("closed");
    }

    @Test
    void unknownHost_failsInTime() {
        try (RedisBackend nowhere = clients.at("redis://no-such-host.invalid:6379")) {
            CacheBackendException failure = failure(() -> nowhere.read(newKey(), usual()));

            assertThat(failure.perhapsApplied()).isFalse();
            assertThat(failure).hasMessageContaining("no-such-host.invalid");
        }
    }
}
