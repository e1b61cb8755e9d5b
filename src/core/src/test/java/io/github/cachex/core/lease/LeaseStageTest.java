// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import static io.github.cachex.core.stage.Calls.KEY;
import static io.github.cachex.core.stage.Calls.call;
import static io.github.cachex.core.stage.Calls.outcome;
import static io.github.cachex.core.stage.Calls.stale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.WaitPolicy;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.Calls;
import io.github.cachex.core.stage.FakeLoader;
import io.github.cachex.core.stage.FakeOutbox;
import io.github.cachex.core.stage.FakeReader;
import io.github.cachex.core.stage.FakeValues;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Finding.Foreign;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.ValueState;
import io.github.cachex.testkit.RecordingListener;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who asks for a lease, and what the answers lead to. */
class LeaseStageTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final CacheOptions IMPATIENT = CacheOptions.defaults().waitTimeout(Duration.ofMillis(1));

    private final ScriptedLeases leases = new ScriptedLeases();
    private final RecordingListener heard = new RecordingListener();
    private final CacheTelemetry telemetry = new CacheTelemetry(List.of(heard));
    private final Fallback fallback = new Fallback(telemetry, call -> {});
    private final FakeReader reader = new FakeReader();
    private final FakeOutbox outbox = new FakeOutbox();
    private final WaitBoard board = new WaitBoard();
    private final Scheduler scheduler = new Scheduler("lease-stage-test");
    private final Leader leader = new Leader(
            new Leases(leases, outbox, telemetry),
            new FakeLoader(),
            Marks.NONE,
            new FakeValues(),
            fallback,
            Calls.direct(scheduler));
    private final FetchStage alone = call -> outcome("loaded "
            + (call.isWithoutStore() ? "without a store" : call.isWithoutBackend() ? "without the backend" : "alone"));
    private final LeaseStage stage = new LeaseStage(leader, board, new WaitGraph(), reader, alone, fallback);

    @AfterEach
    void close() {
        scheduler.close();
    }

    private Object fetch(FetchCall call) throws Exception {
        return stage.fetch(call).known().value();
    }

    private static CacheConnectionException failure(boolean perhaps) {
        return new CacheConnectionException("fake", "acquire", KEY.value(), "no answer", perhaps, null);
    }

    private void fail(RuntimeException failure) {
        leases.then(() -> {
            throw failure;
        });
    }

    @Test
    void freeLease_isLoadedUnder() throws Exception {
        leases.then(ValueState.MISS, LeaseState.WON);
        assertThat(fetch(call())).isEqualTo("loaded");
        assertThat(heard.events(CacheEvent.LeaseWon.class)).hasSize(1);
    }

    @Test
    void leaseOfAnother_isWaitedFor_andWhatItStoredIsServed() throws Exception {
        leases.then(() -> {
            board.wake(KEY.value());
            return new LeaseAnswer(ValueState.MISS, 0, LeaseState.BUSY, LONG);
        });
        reader.find("theirs");
        assertThat(fetch(call())).isEqualTo("theirs");
        assertThat(leases.asked()).isEqualTo(1);
        assertThat(heard.events(CacheEvent.Hit.class)).hasSize(1);
    }

    /** It may be older than the invalidation that the backend has yet to get. */
    @Test
    void whatAnotherStored_isNotReadWhileAnInvalidationIsQueued() throws Exception {
        leases.then(() -> {
            outbox.pend();
            board.wake(KEY.value());
            return new LeaseAnswer(ValueState.MISS, 0, LeaseState.BUSY, LONG);
        });
        reader.find("theirs");
        assertThat(fetch(call())).isEqualTo("loaded without the backend");
        assertThat(reader.reads()).isZero();
    }

    @Test
    void leaseThatEndsWithoutAWord_isAskedForAgain() throws Exception {
        leases.then(ValueState.MISS, LeaseState.BUSY).then(ValueState.MISS, LeaseState.WON);
        assertThat(fetch(call())).isEqualTo("loaded");
        assertThat(reader.reads()).isZero();
    }

    @Test
    void waitTimeout_loadsAlone() throws Exception {
        leases.then(ValueState.MISS, LeaseState.BUSY, LONG);
        assertThat(fetch(call(IMPATIENT))).isEqualTo("loaded alone");
    }

    @Test
    void waitTimeoutWithAStaleValue_servesIt() throws Exception {
        leases.then(ValueState.STALE, LeaseState.BUSY, LONG);
        assertThat(fetch(stale(call(IMPATIENT)))).isEqualTo("old");
    }

    @Test
    void waitTimeoutThatIsToThrow_says() {
        leases.then(ValueState.MISS, LeaseState.BUSY, LONG);
        FetchCall call = call(IMPATIENT.onWaitTimeout(WaitPolicy.THROW));
        assertThatThrownBy(() -> fetch(call)).isInstanceOf(CacheTimeoutException.class);
    }

    @Test
    void interruptWhileWaiting_endsTheWait_andStaysSet() {
        leases.then(ValueState.MISS, LeaseState.BUSY, LONG);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> fetch(call())).isInstanceOf(CacheInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void leaseThatThisThreadHolds_isNotWaitedFor() throws Exception {
        leases.then(ValueState.MISS, LeaseState.BUSY, LONG);
        try (ActiveLease ours = leader.held().hold(call(), 41)) {
            assertThat(fetch(call())).isEqualTo("loaded alone");
        }
    }

    /** It is run here for want of a thread, and what the other load waits for may be what this one does next. */
    @Test
    void leaseHeldHere_isNotWaitedForOnTheThreadOfAnAsynchronousCaller() throws Exception {
        leases.then(ValueState.MISS, LeaseState.BUSY, LONG);
        try (ActiveLease ours = leader.held().hold(call().asynchronous(), 41)) {
            assertThat(fetch(call().asynchronous())).isEqualTo("loaded alone");
            assertThat(leases.asked()).isEqualTo(1);
        }
    }

    @Test
    void cooldown_isNotWaitedFor() throws Exception {
        leases.then(ValueState.MISS, LeaseState.COOLDOWN);
        assertThat(fetch(call())).isEqualTo("loaded alone");
    }

    @Test
    void cooldownWithAStaleValue_servesIt() throws Exception {
        leases.then(ValueState.STALE, LeaseState.COOLDOWN);
        assertThat(fetch(stale(call()))).isEqualTo("old");
    }

    @Test
    void staleValueThatIsNoLongerStored_isNotServed() throws Exception {
        leases.then(ValueState.MISS, LeaseState.COOLDOWN);
        assertThat(fetch(stale(call()))).isEqualTo("loaded alone");
    }

    @Test
    void backendThatWritesNoLease_isDoneWithout() throws Exception {
        leases.then(ValueState.MISS, LeaseState.NONE);
        assertThat(fetch(call())).isEqualTo("loaded without a store");
    }

    @Test
    void backendThatRefusesALease_isAFailureAndNotDown() throws Exception {
        CacheBackendException refusal = new CacheBackendException("fake", "acquire", KEY.value(), "full", null);
        leases.then(() -> LeaseAnswer.refused(ValueState.MISS, 0, refusal));
        assertThat(fetch(call())).isEqualTo("loaded without a store");
        assertThat(heard.events(CacheEvent.BackendFailed.class))
                .singleElement()
                .returns(refusal, CacheEvent.BackendFailed::failure)
                .returns("acquire", CacheEvent.BackendFailed::operation);
    }

    @Test
    void freshValueThatIsGoneWhenItIsRead_isChasedAFewTimes() throws Exception {
        leases.then(ValueState.FRESH, LeaseState.NONE);
        assertThat(fetch(call())).isEqualTo("loaded alone");
        assertThat(reader.reads()).isEqualTo(5);
    }

    @Test
    void freshEntryOfAnotherRelease_isLoadedBeside() throws Exception {
        leases.then(ValueState.FRESH, LeaseState.NONE);
        reader.find(call -> new Foreign("watched", 8, LONG, System.nanoTime()));
        assertThat(fetch(call())).isEqualTo("loaded alone");
        assertThat(reader.reads()).isEqualTo(1);
    }

    @Test
    void refusedCall_isLoadedAlone() throws Exception {
        fail(failure(false));
        assertThat(fetch(call())).isEqualTo("loaded without the backend");
        assertThat(outbox.released()).isEmpty();
    }

    /** The lease may be ours, and would keep everybody waiting. */
    @Test
    void callWithoutAnAnswer_givesTheLeaseBackLater() throws Exception {
        fail(failure(true));
        assertThat(fetch(call())).isEqualTo("loaded without the backend");
        assertThat(outbox.released()).hasSize(1);
    }

    @Test
    void failedCallThatIsToThrow_does() {
        CacheConnectionException failure = failure(false);
        fail(failure);
        FetchCall call = call(CacheOptions.defaults().backendErrors(ErrorPolicy.THROW));
        assertThatThrownBy(() -> fetch(call)).isSameAs(failure);
    }

    @Test
    void bugOfABackend_givesTheLeaseBackLater() {
        IllegalStateException bug = new IllegalStateException("bug");
        fail(bug);
        assertThatThrownBy(() -> fetch(call())).isSameAs(bug);
        assertThat(outbox.released()).hasSize(1);
    }

    @Test
    void attempt_loadsUnderAFreeLease() throws Exception {
        leases.then(ValueState.FRESH, LeaseState.WON);
        assertThat(stage.attempt(call()).known().value()).isEqualTo("loaded");
    }

    @Test
    void attemptAtALeaseOfAnother_doesNothing() throws Exception {
        leases.then(ValueState.MISS, LeaseState.BUSY, LONG);
        assertThat(stage.attempt(call()).known().value()).isNull();
        assertThat(leases.asked()).isEqualTo(1);
    }

    @Test
    void attemptThatTheBackendFails_doesNothing() throws Exception {
        fail(failure(true));
        assertThat(stage.attempt(call()).known().value()).isNull();
        assertThat(outbox.released()).hasSize(1);
    }
}
