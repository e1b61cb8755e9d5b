// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.backend.redis.Proxy.Mode;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.WaitingThreads;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sick Redis costs a call its budget at most, and says whether the command may have been carried out. */
class SickRedisTest implements BackendUnderTest {
    /** The common pool has a single thread on a small machine. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private static final Duration BUDGET = Duration.ofMillis(600);

    final RedisServer redis = RedisServer.start();
    private final RedisBackend healthy = Backends.on(redis);
    private final RedisBackend backend = withDefaults(redis.uri());

    /** For what is done before and after the sickness. */
    @Override
    public CacheBackend backend() {
        return healthy;
    }

    @AfterEach
    void close() {
        backend.close();
        healthy.close();
        redis.close();
    }

    /** Returns a backend of the kind under test, with the defaults of the configuration. */
    RedisBackend withDefaults(String uri) {
        return Backends.withDefaults(uri);
    }

    /** Returns a backend of the kind under test that waits for as long as a budget lasts. */
    RedisBackend at(String uri) {
        return Backends.at(uri);
    }

    /** Leaves backends of the kind under test without connections, if they have any before their first call. */
    void withoutConnections() {}

    /** Fails if more was dialled for a connection that broke than one other. */
    void hasDialledOnce(Proxy proxy) {
        assertThat(proxy.connections()).isEqualTo(2);
    }

    /** Returns what went wrong within the budget. */
    static CacheBackendException failure(ThrowingCallable call) {
        Elapsed elapsed = Elapsed.start();
        CacheBackendException failure = catchThrowableOfType(CacheBackendException.class, call);
        elapsed.isWithin(BUDGET);
        assertThat(failure).isNotNull();
        return failure;
    }

    static CallBudget usual() {
        return CallBudget.of(BUDGET);
    }

    /** A write that is sent twice lasts as long as its budget, so that the first cannot come late; and a new connection has room in it. */
    private static CallBudget twice() {
        return CallBudget.of(Duration.ofSeconds(3));
    }

    @Test
    void refused_failsAtOnceAndWasNotApplied() {
        withoutConnections();
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
        withoutConnections();
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

    /** Waits until {@code sick} answers; then it has a connection. */
    void awaitHealth(RedisBackend sick) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            sick.read(newKey(), usual());
            return true;
        });
    }

    /** P2: what timed out must not come back later, when others have moved on. */
    @Test
    void writesThatRunLate_doNothing() {
        EntryKey written = newKey();
        EntryKey removed = newKey();
        EntryKey touched = newKey();
        EntryKey leased = newKey();
        EntryKey slid = newKey();
        EntryKey counted = newKey();
        NewEntry brief = entry(newId(), "short", Lifetime.of(Duration.ofMinutes(1)));
        healthy.write(removed, entry("stays"), budget());
        healthy.write(slid, brief, budget());
        healthy.write(touched, entry(newId(), "short", Lifetime.of(Duration.ofMinutes(1))), budget());
        // Every script is known already: one that is not would do nothing either.
        healthy.touch(touched, Lifetime.of(Duration.ofMinutes(1)), budget());
        healthy.remove(newKey(), budget());
        healthy.slide(slid, 1, Lifetime.of(LONG), budget());
        healthy.increment(counted, 1, LONG, budget());
        acquire(newKey(), newId());
        List<ThrowingConsumer<RedisBackend>> calls = List.of(
                late -> late.write(written, entry("late"), usual()),
                late -> late.remove(removed, usual()),
                late -> late.touch(touched, Lifetime.of(LONG), usual()),
                late -> late.slide(slid, brief.entryId(), Lifetime.of(LONG), usual()),
                late -> late.increment(counted, 1, LONG, usual()),
                late -> late.leases()
                        .orElseThrow()
                        .acquire(leased, new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE), usual()));
        List<RedisBackend> backends =
                calls.stream().map(call -> withDefaults(redis.uri())).toList();
        backends.forEach(this::awaitHealth);
        redis.pause();
        List<CompletableFuture<CacheBackendException>> failures = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            ThrowingConsumer<RedisBackend> call = calls.get(i);
            RedisBackend late = backends.get(i);
            failures.add(CompletableFuture.supplyAsync(() -> failure(() -> call.accept(late)), OWN_THREAD));
        }
        assertThat(failures)
                .allSatisfy(
                        failure -> assertThat(failure.join().perhapsApplied()).isTrue());
        redis.resume();
        awaitHealth(backend);

        assertThat(content(written)).isEqualTo("nothing");
        assertThat(content(removed)).isEqualTo("stays");
        assertThat(healthy.read(touched, budget()).orElseThrow().freshLeft()).isLessThan(Duration.ofMinutes(2));
        assertThat(healthy.read(slid, budget()).orElseThrow().freshLeft()).isLessThan(Duration.ofMinutes(2));
        assertThat(healthy.increment(counted, 0, LONG, budget())).isEqualTo(1);
        assertThat(acquire(leased, newId()).lease()).isEqualTo(LeaseState.WON);
        backends.forEach(RedisBackend::close);
    }

    @Test
    void drippingAnswer_endsWithTheBudget() throws Exception {
        EntryKey key = newKey();
        healthy.write(key, entry("x".repeat(1_000)), budget());
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend dripped = withDefaults(proxy.uri())) {
            awaitHealth(dripped);
            proxy.mode(Mode.DRIP);

            assertThat(failure(() -> dripped.read(key, usual())).perhapsApplied())
                    .isTrue();
        }
    }

    @Test
    void drippingGreeting_endsWithTheBudget() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend dripped = withDefaults(proxy.uri())) {
            withoutConnections();
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

    /** The answer is lost, and the repeated command finds its own entry. */
    @Test
    void connectionCutBeforeTheAnswer_isTriedOnceMore() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = at(proxy.uri())) {
            EntryKey key = newKey();
            cut.read(key, budget());
            proxy.mode(Mode.CUT);

            CacheBackendException failure =
                    failure(() -> cut.writeIfAbsent(key, entry(7, "mine"), OptionalLong.empty(), usual()));
            assertThat(failure).isInstanceOf(CacheConnectionException.class);
            assertThat(failure.perhapsApplied()).isTrue();
            hasDialledOnce(proxy);

            proxy.mode(Mode.PASS);
            assertThat(cut.writeIfAbsent(key, entry(7, "mine"), OptionalLong.empty(), budget()))
                    .isTrue();
        }
    }

    /** Nobody knows whether it was counted, so only the caller may decide to count again. */
    @Test
    void answerOfACounterLost_isNotCountedAgain() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = at(proxy.uri())) {
            EntryKey key = newKey();
            cut.increment(newKey(), 1, LONG, budget());
            proxy.mode(Mode.CUT_ONCE);

            CacheBackendException failure = failure(() -> cut.increment(key, 1, LONG, usual()));

            assertThat(failure.perhapsApplied()).isTrue();
            assertThat(cut.increment(key, 1, LONG, budget())).isEqualTo(2);
        }
    }

    @Test
    void answerOfManyLost_isAskedForAgain() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = at(proxy.uri())) {
            EntryKey key = newKey();
            long token = newId();
            cut.read(key, budget());
            acquire(key, token);
            proxy.mode(Mode.CUT_ONCE);

            assertThat(cut.leases().orElseThrow().storeAll(Map.of(key, entry(token, "loaded")), budget()))
                    .containsExactly(key);
        }
    }

    /** P2: the first one may run after the answer to the second, and after an invalidation that came in between. */
    @Test
    void acquireOfWhichTheAnswerWasLost_isNotSentAgain() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = at(proxy.uri())) {
            EntryKey key = newKey();
            long token = newId();
            Map<EntryKey, LeaseRequest> requests = Map.of(key, new LeaseRequest(token, LONG, StoredEntry.UNREADABLE));
            cut.read(key, budget());
            acquire(newKey(), newId());
            proxy.mode(Mode.HOLD_ONCE);

            CacheBackendException failure =
                    failure(() -> cut.leases().orElseThrow().acquireAll(requests, usual()));

            assertThat(failure.perhapsApplied()).as("held perhaps").isTrue();
            proxy.deliver();
            assertThat(acquire(key, newId()).lease()).as("by the late one").isEqualTo(LeaseState.BUSY);
        }
    }

    /** P2: a write that was sent twice is over only when the first one can do nothing any more. */
    @Test
    void writeSentTwice_doesNotComeBackAfterALaterInvalidation() throws Exception {
        EntryKey key = newKey();
        List<ThrowingConsumer<RedisBackend>> writes = List.of(
                late -> late.write(key, entry("old"), budget()),
                late -> late.writeIfAbsent(key, entry("old"), OptionalLong.empty(), budget()));
        for (ThrowingConsumer<RedisBackend> write : writes) {
            try (Proxy proxy = Proxy.before(redis.port());
                    RedisBackend cut = withDefaults(proxy.uri())) {
                // Now the script is known: one that is not would do nothing either.
                write.accept(cut);
                healthy.invalidate(List.of(key), budget());
                proxy.mode(Mode.HOLD_ONCE);

                write.accept(cut);
                assertThat(content(key)).isEqualTo("old");
                healthy.invalidate(List.of(key), budget());
                proxy.deliver();

                assertThat(content(key)).isEqualTo("nothing");
            }
        }
    }

    /** P2: who is told that a write failed may invalidate at once. */
    @Test
    void writeThatFailed_doesNotComeBackAfterALaterInvalidation() throws Exception {
        EntryKey key = newKey();
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = withDefaults(proxy.uri())) {
            cut.write(newKey(), entry("known"), budget());
            proxy.mode(Mode.HOLD_ONCE);
            proxy.refuseNew();

            CacheBackendException failure = failure(() -> cut.write(key, entry("old"), usual()));
            assertThat(failure.perhapsApplied()).isTrue();
            healthy.invalidate(List.of(key), budget());
            proxy.deliver();

            assertThat(content(key)).isEqualTo("nothing");
        }
    }

    @Test
    void connectionThatBrokeWhileIdle_isReplacedWithoutAnError() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = at(proxy.uri())) {
            EntryKey key = newKey();
            cut.read(key, budget());
            proxy.mode(Mode.CUT_ONCE);

            assertThat(cut.writeIfAbsent(key, entry(7, "mine"), OptionalLong.empty(), twice()))
                    .isTrue();

            hasDialledOnce(proxy);
        }
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
    void outOfMemory_refusesWritesAndStillAnswersStaleValues() {
        EntryKey stale = newKey();
        EntryKey leased = newKey();
        NewEntry old = soonStale("old");
        healthy.write(stale, old, budget());
        long token = newId();
        acquire(leased, token);
        pass(OVER);
        Raw.command(redis.port(), "CONFIG SET maxmemory 1");

        CacheBackendException failure = failure(() -> healthy.write(newKey(), entry("more"), usual()));
        assertThat(failure).isNotInstanceOf(CacheConnectionException.class).hasMessageContaining("OOM");
        assertThat(failure.perhapsApplied()).isFalse();
        assertThat(acquire(stale, newId()))
                .returns(LeaseState.NONE, answer -> answer.lease())
                .returns(old.entryId(), answer -> answer.entryId());
        // The lease cannot become a marker, but it ends.
        assertThat(leases().release(leased, token, Release.UNSTORED, LONG, budget()))
                .isTrue();
        Raw.command(redis.port(), "CONFIG SET maxmemory 0");
        assertThat(acquire(leased, newId()).lease()).isEqualTo(LeaseState.WON);
    }

    @Test
    void readOnlyReplica_refusesWritesAndStillAnswers() {
        EntryKey key = newKey();
        EntryKey stale = newKey();
        healthy.write(key, entry("there"), budget());
        healthy.write(stale, soonStale("old"), budget());
        pass(OVER);
        Raw.command(redis.port(), "REPLICAOF 127.0.0.1 1");

        assertThat(content(key)).isEqualTo("there");
        assertThat(failure(() -> healthy.write(key, entry("new"), usual()))).hasMessageContaining("READONLY");
        assertThat(failure(() -> healthy.invalidate(List.of(key), usual()))).hasMessageContaining("READONLY");
        assertThat(failure(() -> healthy.writeAll(Map.of(key, entry("a"), stale, entry("b")), usual())))
                .hasMessageContaining("READONLY")
                .hasMessageContaining("1 more");
        assertThat(acquire(stale, newId()).lease()).isEqualTo(LeaseState.NONE);
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
        try (RedisBackend nowhere = at("redis://no-such-host.invalid:6379")) {
            CacheBackendException failure = failure(() -> nowhere.read(newKey(), usual()));

            assertThat(failure.perhapsApplied()).isFalse();
            assertThat(failure).hasMessageContaining("no-such-host.invalid");
        }
    }
}
