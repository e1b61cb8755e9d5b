// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.freshness;

import static io.github.cachex.core.stage.Calls.KEY;
import static io.github.cachex.core.stage.Calls.call;
import static io.github.cachex.core.stage.Calls.outcome;
import static io.github.cachex.core.stage.Calls.stale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheOptions;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.WaitingThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long callers wait for a load, and what they are given instead. */
class TimedStageTest {
    private static final CacheOptions PATIENT = CacheOptions.defaults().hardTimeout(Duration.ofHours(1));
    private static final CacheOptions IMPATIENT = CacheOptions.defaults().hardTimeout(Duration.ofMillis(1));

    private final CacheTelemetry telemetry = new CacheTelemetry(List.of());
    private final Background background = new Background(Optional.empty(), 4, UnaryOperator.identity(), null);
    private final Scheduler scheduler = new Scheduler("timed-stage-test");
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final AtomicInteger loads = new AtomicInteger();
    private final Barrier loading = new Barrier();
    private final List<Barrier> barriers = new ArrayList<>(List.of(loading));
    private volatile FetchStage next = call -> outcome("load " + loads.incrementAndGet());
    private final TimedStage stage = new TimedStage(
            call -> next.fetch(call),
            call -> outcome("alone"),
            new WaitGraph(),
            new Threads(background, scheduler),
            new Fallback(telemetry, call -> {}),
            telemetry);

    @AfterEach
    void close() {
        barriers.forEach(Barrier::open);
        callers.shutdownNow();
        background.close();
        scheduler.close();
    }

    private Object fetch(FetchCall call) throws Exception {
        return stage.fetch(call).known().value();
    }

    private Future<Object> fetchElsewhere(FetchCall call) {
        return callers.submit(() -> fetch(call));
    }

    /** Lets the first load hang until the barrier opens and end with {@code end}; the later ones answer at once. */
    private void firstHangs(FetchStage end) {
        FetchStage others = next;
        AtomicInteger calls = new AtomicInteger();
        next = call -> {
            if (calls.getAndIncrement() > 0) {
                return others.fetch(call);
            }
            loading.arrive();
            return end.fetch(call);
        };
    }

    private void firstHangs() {
        firstHangs(call -> outcome("slow"));
    }

    /** Returns what {@code call} comes to on a thread that has begun to wait for another's load. */
    private Future<Object> fetchOnAWaitingThread(TimedStage asked, FetchCall call) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<Object> fetched = callers.submit(() -> {
            thread.complete(Thread.currentThread());
            return asked.fetch(call).known().value();
        });
        WaitingThreads.await(thread.get(), TimedStage.class);
        return fetched;
    }

    @Test
    void withoutTimeouts_loadsOnTheCallersThread() throws Exception {
        Thread[] ran = new Thread[1];
        next = call -> {
            ran[0] = Thread.currentThread();
            return outcome("here");
        };
        assertThat(fetch(call())).isEqualTo("here");
        assertThat(ran[0]).isSameAs(Thread.currentThread());
    }

    @Test
    void hardTimeout_endsTheWait_andNotTheLoad() throws Exception {
        firstHangs();
        assertThatThrownBy(() -> fetch(call(IMPATIENT))).isInstanceOf(CacheTimeoutException.class);
        Future<Object> waiting = fetchOnAWaitingThread(stage, call(PATIENT));
        loading.open();
        assertThat(waiting.get()).isEqualTo("slow");
    }

    @Test
    void hardTimeoutWithADefaultValue_servesIt() throws Exception {
        firstHangs();
        assertThat(fetch(call(IMPATIENT.defaultValue("none")))).isEqualTo("none");
    }

    @Test
    void softTimeoutWithAStaleValue_servesIt() throws Exception {
        firstHangs();
        assertThat(fetch(stale(call(PATIENT.softTimeout(Duration.ofMillis(1))))))
                .isEqualTo("old");
    }

    @Test
    void failureOfTheLoader_arrivesAsItIs() {
        IOException failure = new IOException("source is down");
        next = call -> {
            throw failure;
        };
        assertThatThrownBy(() -> fetch(call(PATIENT))).isSameAs(failure);
    }

    @Test
    void cancellationOfTheOwnLoad_arrivesAsItIs() {
        CancellationException failure = new CancellationException("of the loader");
        next = call -> {
            throw failure;
        };
        assertThatThrownBy(() -> fetch(call(PATIENT))).isInstanceOf(CancellationException.class);
    }

    @Test
    void interruptWhileWaiting_endsTheWait_andStaysSet() {
        firstHangs();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> fetch(call(PATIENT))).isInstanceOf(CacheInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private Future<Object> follow(FetchCall follower) throws Exception {
        var unused = fetchElsewhere(call(PATIENT)); // the leader, whose own answer is of no interest here
        loading.await();
        Future<Object> followed = fetchOnAWaitingThread(stage, follower);
        loading.open();
        return followed;
    }

    @Test
    void callerMeanwhile_waitsForTheSameLoad() throws Exception {
        firstHangs();
        assertThat(follow(call(PATIENT)).get()).isEqualTo("slow");
        assertThat(loads).hasValue(0);
    }

    @Test
    void callerMeanwhileWithoutATimeout_waitsForTheSameLoad() throws Exception {
        firstHangs();
        assertThat(follow(call()).get()).isEqualTo("slow");
    }

    @Test
    void valueFromBeforeTheQuestion_isNotShared() throws Exception {
        long before = System.nanoTime();
        firstHangs(call -> outcome("slow", before));
        assertThat(follow(call(PATIENT)).get()).isEqualTo("load 1");
    }

    @Test
    void valueOfWhichNoCopyCanBeMade_isNotShared() throws Exception {
        firstHangs(call -> new Outcome.Value("slow", System.nanoTime(), () -> {
            throw new IllegalStateException("no copy");
        }));
        assertThat(follow(call(PATIENT)).get()).isEqualTo("load 1");
    }

    @Test
    void failureOfOneCallerAlone_isNotShared() throws Exception {
        firstHangs(call -> {
            throw new SecurityException("not yours");
        });
        assertThat(follow(call(PATIENT)).get()).isEqualTo("load 1");
    }

    @Test
    void cancellationOfAnothersLoad_isNotShared() throws Exception {
        firstHangs(call -> {
            throw new CancellationException("of the loader");
        });
        assertThat(follow(call(PATIENT)).get()).isEqualTo("load 1");
    }

    @Test
    void failureOfTheSource_isShared() throws Exception {
        IOException failure = new IOException("source is down");
        firstHangs(call -> {
            throw failure;
        });
        assertThatThrownBy(follow(call(PATIENT))::get).hasCause(failure);
        assertThat(loads).hasValue(0);
    }

    @Test
    void loadThatFetchesItsOwnKey_loadsAlone() throws Exception {
        next = call -> stage.fetch(call(PATIENT));
        assertThat(fetch(call(PATIENT))).isEqualTo("alone");
    }

    @Test
    void closedBackground_loadsOnTheCallersThread() throws Exception {
        background.close();
        assertThat(fetch(call(IMPATIENT))).isEqualTo("load 1");
    }

    @Test
    void loadThatWasQueuedWhenTheBackgroundClosed_isRunByItsCaller() throws Exception {
        Background narrow = new Background(Optional.of(callers), 1, UnaryOperator.identity(), null);
        TimedStage queueing = new TimedStage(
                call -> next.fetch(call),
                next,
                new WaitGraph(),
                new Threads(narrow, scheduler),
                new Fallback(telemetry, call -> {}),
                telemetry);
        Barrier busy = new Barrier();
        barriers.add(busy);
        narrow.tryRun(busy::arrive);
        busy.await();
        Future<Object> queued = fetchOnAWaitingThread(queueing, call(PATIENT));
        Future<?> closing = callers.submit(narrow::close);
        assertThat(queued.get()).isEqualTo("load 1");
        busy.open();
        closing.get();
    }

    @Test
    void detachedLoad_isNotWaitedForAnyMore() throws Exception {
        firstHangs();
        Future<Object> older = fetchElsewhere(call(PATIENT));
        loading.await();
        stage.detach(KEY);
        assertThat(fetch(call(PATIENT))).isEqualTo("load 1");
        loading.open();
        assertThat(older.get()).isEqualTo("slow");
    }

    @Test
    void allDetached_noLoadIsWaitedForAnyMore() throws Exception {
        firstHangs();
        Future<Object> older = fetchElsewhere(call(PATIENT));
        loading.await();
        stage.detachAll();
        assertThat(fetch(call(PATIENT))).isEqualTo("load 1");
        loading.open();
        assertThat(older.get()).isEqualTo("slow");
    }

    private CompletableFuture<Outcome.Known> fetchLater(CacheOptions options) throws Exception {
        return ((Outcome.Pending) stage.fetch(call(options).asynchronous())).result();
    }

    private static void assertValue(CompletableFuture<Outcome.Known> answer, String value) throws Exception {
        assertThat(answer.get().value()).isEqualTo(value);
    }

    @Test
    void asynchronousCall_keepsNoThreadWaiting() throws Exception {
        firstHangs();
        CompletableFuture<Outcome.Known> answer = fetchLater(PATIENT);
        loading.await();
        assertThat(answer).isNotDone();
        loading.open();
        assertValue(answer, "slow");
    }

    @Test
    void asynchronousCallAtItsHardTimeout_fails() throws Exception {
        firstHangs();
        CompletableFuture<Outcome.Known> answer = fetchLater(IMPATIENT);
        assertThatThrownBy(answer::get).hasCauseInstanceOf(CacheTimeoutException.class);
        loading.open();
    }

    @Test
    void asynchronousCallAtItsHardTimeout_isGivenItsDefaultValue() throws Exception {
        firstHangs();
        assertValue(fetchLater(IMPATIENT.defaultValue("none")), "none");
    }

    @Test
    void asynchronousCallMeanwhile_waitsForTheSameLoad() throws Exception {
        firstHangs();
        CompletableFuture<Outcome.Known> first = fetchLater(PATIENT);
        loading.await();
        CompletableFuture<Outcome.Known> second = fetchLater(PATIENT);
        loading.open();
        assertValue(first, "slow");
        assertValue(second, "slow");
    }

    @Test
    void asynchronousCallMeanwhile_sharesAFailureOfTheSource_andNoOther() throws Exception {
        IOException failure = new IOException("source is down");
        firstHangs(call -> {
            throw failure;
        });
        CompletableFuture<Outcome.Known> first = fetchLater(PATIENT);
        loading.await();
        CompletableFuture<Outcome.Known> second = fetchLater(PATIENT);
        loading.open();
        assertThatThrownBy(first::get).hasCause(failure);
        assertThatThrownBy(second::get).hasCause(failure);
    }

    @Test
    void asynchronousCallMeanwhile_asksAgainAfterWhatItMustNotShare() throws Exception {
        firstHangs(call -> {
            throw new SecurityException("not yours");
        });
        CompletableFuture<Outcome.Known> first = fetchLater(PATIENT);
        loading.await();
        CompletableFuture<Outcome.Known> second = fetchLater(PATIENT);
        loading.open();
        assertThat(first.handle((outcome, thrown) -> thrown).get())
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .isInstanceOf(SecurityException.class);
        assertValue(second, "load 1");
    }

    @Test
    void copies_areMadeForFollowersAlone() throws Exception {
        AtomicInteger copies = new AtomicInteger();
        next = call -> new Outcome.Value("value", System.nanoTime(), () -> {
            copies.incrementAndGet();
            return SharedValue.one("value");
        });
        assertThat(fetch(call(PATIENT))).isEqualTo("value");
        assertThat(copies).hasValue(0);
    }
}
