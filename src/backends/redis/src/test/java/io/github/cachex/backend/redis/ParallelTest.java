// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.testkit.WaitingThreads;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done for several primaries at the same time. */
class ParallelTest {
    private final Parallel parallel = new Parallel();
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void close() {
        parallel.close();
    }

    private int count() {
        return done.incrementAndGet();
    }

    @Test
    void tasks_runAtTheSameTimeAndAreAnsweredInTheirOrder() {
        CyclicBarrier together = new CyclicBarrier(3);
        Supplier<String> meeting = () -> {
            try {
                together.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return "met";
        };

        assertThat(parallel.all(List.of(() -> meeting.get() + 1, () -> meeting.get() + 2, () -> meeting.get() + 3)))
                .containsExactly("met1", "met2", "met3");
    }

    @Test
    void taskThatFails_letsTheOthersEnd() {
        assertThatThrownBy(() -> parallel.all(List.<Supplier<Integer>>of(
                        () -> {
                            throw new IllegalStateException("first");
                        },
                        this::count,
                        () -> {
                            throw new IllegalArgumentException("last");
                        },
                        this::count)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("first");
        assertThat(done).hasValue(2);
    }

    @Test
    void error_isThrownAsItIs() {
        Error error = new AssertionError("no room");

        assertThatThrownBy(() -> parallel.all(List.<Supplier<Integer>>of(this::count, () -> {
                    throw error;
                })))
                .isSameAs(error);
    }

    /** What was sent is to be known. */
    @Test
    void interrupted_waitsForAllAndStaysInterrupted() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Supplier<Integer> slow = () -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return count();
        };
        Thread waiting = new Thread(() -> {
            List<Integer> answers = parallel.all(List.of(this::count, slow));
            interrupted.complete(answers.size() == 2 && Thread.interrupted());
        });
        waiting.start();
        WaitingThreads.await(waiting, Parallel.class);

        waiting.interrupt();
        answer.countDown();

        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closed_isDoneByTheCaller() {
        parallel.close();

        assertThat(parallel.all(List.of(Thread::currentThread, Thread::currentThread)))
                .containsOnly(Thread.currentThread());
    }
}
