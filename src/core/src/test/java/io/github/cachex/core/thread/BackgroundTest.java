// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Barrier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundTest {
    private final Barrier held = new Barrier();
    private final AtomicInteger ran = new AtomicInteger();
    private Background background = background(1);

    @AfterEach
    void close() {
        held.open();
        background.close();
    }

    private static Background background(int most) {
        return new Background(Optional.empty(), most, UnaryOperator.identity(), BackgroundTest.class.getClassLoader());
    }

    private void awaitRan(int count) {
        Awaitility.await().untilAsserted(() -> assertThat(ran).hasValue(count));
    }

    @Test
    void tasksBeyondTheBound_waitForAThread() {
        background = background(2);
        for (int i = 0; i < 3; i++) {
            assertThat(background.tryRun(() -> {
                        ran.incrementAndGet();
                        held.arrive();
                    }))
                    .isTrue();
        }
        held.await(2);
        assertThat(ran).hasValue(2);
        held.open();
        awaitRan(3);
    }

    @Test
    void task_isWrappedOnTheThreadThatHandsItOver() {
        Thread caller = Thread.currentThread();
        AtomicBoolean wrapped = new AtomicBoolean();
        background = new Background(
                Optional.empty(),
                1,
                task -> {
                    boolean here = Thread.currentThread() == caller;
                    return () -> {
                        wrapped.set(here && Thread.currentThread() != caller);
                        task.run();
                    };
                },
                null);
        background.tryRun(ran::incrementAndGet);
        awaitRan(1);
        assertThat(wrapped).isTrue();
    }

    @Test
    void inside_isKnownToTheTaskAlone() {
        AtomicBoolean inside = new AtomicBoolean();
        background.tryRun(() -> {
            inside.set(Background.isCurrent());
            ran.incrementAndGet();
        });
        awaitRan(1);
        assertThat(inside).isTrue();
        assertThat(Background.isCurrent()).isFalse();
    }

    @Test
    void taskThatThrows_costsNoThread() {
        for (int i = 0; i < 3; i++) {
            background.tryRun(() -> {
                throw new AssertionError("thrown by a test on purpose");
            });
        }
        background.tryRun(ran::incrementAndGet);
        awaitRan(1);
    }

    @Test
    void interruptLeftByATask_isNotFeltByTheNext() {
        AtomicBoolean interrupted = new AtomicBoolean();
        background.tryRun(() -> {
            held.arrive();
            Thread.currentThread().interrupt();
        });
        background.tryRun(() -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            ran.incrementAndGet();
        });
        held.open();
        awaitRan(1);
        assertThat(interrupted).isFalse();
    }

    @Test
    void taskThatWaitsForAQueuedOne_letsItTakeItsPlace() throws Exception {
        CompletableFuture<String> queued = new CompletableFuture<>();
        CompletableFuture<String> waited = new CompletableFuture<>();
        background.tryRun(() -> {
            held.arrive();
            try (Background.Aside aside = Background.stepAside()) {
                waited.complete(queued.join());
            }
        });
        held.await();
        background.tryRun(() -> queued.complete("value"));
        held.open();
        assertThat(waited.get(10, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo("value");
    }

    @Test
    void tasksBeyondTheQueue_areRefused() {
        background.tryRun(held::arrive);
        held.await();
        int taken = 0;
        while (background.tryRun(ran::incrementAndGet)) {
            taken++;
        }
        assertThat(taken).isEqualTo(1_000);
        held.open();
        awaitRan(taken);
    }

    @Test
    void run_takesTheCallersThreadWhereNoOtherIsFree() {
        background.close();
        AtomicReference<Thread> thread = new AtomicReference<>();
        background.run(() -> thread.set(Thread.currentThread()), ran::incrementAndGet);
        assertThat(thread).hasValue(Thread.currentThread());
        assertThat(ran).hasValue(0);
    }

    @Test
    void executorHandedIn_givesTheThreads() {
        AtomicReference<String> thread = new AtomicReference<>();
        background = new Background(
                Optional.of(task -> new Thread(task, "of the server").start()), 1, UnaryOperator.identity(), null);
        background.tryRun(() -> {
            thread.set(Thread.currentThread().getName());
            ran.incrementAndGet();
        });
        awaitRan(1);
        assertThat(thread).hasValue("of the server");
    }

    /** The second task was queued for the thread that the executor then refused to the first one. */
    @Test
    void executorThatRefuses_strandsNobody() throws Exception {
        Barrier asked = new Barrier();
        Executor full = task -> {
            asked.arrive();
            throw new RejectedExecutionException("full");
        };
        background = new Background(Optional.of(full), 1, UnaryOperator.identity(), null);
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(
                () -> background.tryRun(ran::incrementAndGet), task -> new Thread(task).start());
        asked.await();
        AtomicInteger dropped = new AtomicInteger();
        assertThat(background.tryRun(ran::incrementAndGet, dropped::incrementAndGet))
                .isTrue();
        asked.open();
        assertThat(first.get()).isFalse();
        assertThat(dropped).hasValue(1);
        assertThat(ran).hasValue(0);
    }

    /** Each could rely on the thread that the other one asks for, and where one is all there may be, the second does. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void executorThatRefusesTwoAtOnce_dropsNeither(int most) {
        Barrier first = new Barrier();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger dropped = new AtomicInteger();
        Executor refusing = task -> {
            if (asked.incrementAndGet() == 1) {
                first.arrive();
            } else {
                first.open();
                awaitRan(1);
            }
            throw new RejectedExecutionException("full");
        };
        background = new Background(Optional.of(refusing), most, UnaryOperator.identity(), null);
        CompletableFuture<Void> one =
                CompletableFuture.runAsync(() -> background.run(ran::incrementAndGet, dropped::incrementAndGet));
        first.await();
        background.run(ran::incrementAndGet, dropped::incrementAndGet);
        first.open();
        one.join();
        assertThat(ran).hasValue(2);
        assertThat(dropped).hasValue(0);
    }

    @Test
    void close_interruptsWhatRunsDropsWhatIsQueuedAndLeavesNoThread() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicInteger dropped = new AtomicInteger();
        CountDownLatch entered = new CountDownLatch(1);
        background.tryRun(() -> {
            thread.set(Thread.currentThread());
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ran.incrementAndGet();
            }
        });
        Awaitility.await().until(() -> entered.getCount() == 0);
        background.tryRun(ran::incrementAndGet, dropped::incrementAndGet);
        background.close();
        assertThat(ran).hasValue(1);
        assertThat(dropped).hasValue(1);
        assertThat(background.tryRun(ran::incrementAndGet)).isFalse();
        Awaitility.await().until(() -> !thread.get().isAlive());
    }

    @Test
    void threads_endWithTheirWork() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        background.tryRun(() -> thread.set(Thread.currentThread()));
        Awaitility.await().until(() -> thread.get() != null && !thread.get().isAlive());
    }

    /** What the application wraps around loads may fail, as the task is handed over and when it is run; the load does not. */
    @Test
    void wrapperThatThrows_isLeftOut() throws Exception {
        for (UnaryOperator<Runnable> wrapping : List.<UnaryOperator<Runnable>>of(
                task -> {
                    throw new IllegalStateException("no context");
                },
                task -> () -> {
                    throw new IllegalStateException("no context");
                })) {
            try (Background wrapped = new Background(Optional.empty(), 1, wrapping, null)) {
                java.util.concurrent.CountDownLatch ran = new java.util.concurrent.CountDownLatch(1);
                assertThat(wrapped.tryRun(ran::countDown, () -> {})).isTrue();
                assertThat(ran.await(1, java.util.concurrent.TimeUnit.MINUTES)).isTrue();
            }
        }
    }
}
