// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.WaitingThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who wants to know it is told, within the own budget, and all together. */
class RefreshingTest {
    private final AtomicInteger asked = new AtomicInteger();

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(30));
    }

    private Refreshing counting(Consumer<CallBudget> refresh) {
        return new Refreshing(
                budget -> {
                    asked.incrementAndGet();
                    refresh.accept(budget);
                },
                false);
    }

    @Test
    void answer_isToldToWhoWaits() {
        try (Refreshing refreshing = counting(budget -> {})) {
            assertThat(refreshing.now(budget())).isEmpty();
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void thoseWhoWantItAtTheSameTime_areToldTogether() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Refreshing refreshing = counting(budget -> await().until(() -> answer.getCount() == 0))) {
            refreshing.soon();
            await().until(() -> asked.get() == 1);
            List<CompletableFuture<Optional<CacheBackendException>>> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(CompletableFuture.supplyAsync(() -> refreshing.now(budget())));
            }
            answer.countDown();
            for (CompletableFuture<Optional<CacheBackendException>> one : waiting) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isEmpty();
            }
            assertThat(asked.get())
                    .as("of those who came meanwhile, most share one")
                    .isLessThan(6);
        }
    }

    @Test
    void failure_isHandedToWhoWaits() {
        CacheBackendException failure =
                new CacheConnectionException(Caller.BACKEND, "topology", "all", "nobody answers", false, null);
        Consumer<CallBudget> failing = budget -> {
            throw failure;
        };
        try (Refreshing refreshing = counting(failing)) {
            assertThat(refreshing.now(budget())).containsSame(failure);
        }
    }

    /** A mistake of ours costs an answer and no thread: it is logged, and asked again. */
    @Test
    void unexpectedFailure_isLoggedAndAskedAgain() {
        try (RedisLog log = new RedisLog();
                Refreshing refreshing = counting(budget -> {
                    throw new IllegalStateException("unexpected");
                })) {
            assertThat(refreshing.now(budget()).orElseThrow()).hasMessageContaining("it cannot be told");
            assertThat(refreshing.now(budget()).orElseThrow()).hasMessageContaining("it cannot be told");
            assertThat(log.lines()).anyMatch(line -> line.startsWith("WARNING it cannot be told"));
        }
    }

    @Test
    void answerThatDoesNotComeInTime_isNotWaitedFor() {
        CountDownLatch answer = new CountDownLatch(1);
        try (Refreshing refreshing = counting(budget -> await().until(() -> answer.getCount() == 0))) {
            assertThat(refreshing.now(CallBudget.of(Duration.ofMillis(50))).orElseThrow())
                    .isInstanceOf(CacheConnectionException.class)
                    .hasMessageContaining("no server said in time");
            answer.countDown();
        }
    }

    @Test
    void interruptedWhileWaiting_isToldAndStaysInterrupted() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        try (Refreshing refreshing = counting(budget -> await().until(() -> answer.getCount() == 0))) {
            Thread waiting = new Thread(
                    () -> interrupted.complete(refreshing.now(budget()).isEmpty() && Thread.interrupted()));
            waiting.start();
            WaitingThreads.await(waiting, Refreshing.class);
            waiting.interrupt();
            answer.countDown();

            assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closed_saysSoAtOnce() {
        Refreshing refreshing = counting(budget -> {});
        refreshing.close();

        assertThat(refreshing.now(budget()).orElseThrow()).hasMessageContaining("the backend is closed");
        assertThat(asked).hasValue(0);
    }

    @Test
    void closed_runsNothingThatWasToComeLater() {
        AtomicInteger late = new AtomicInteger();
        Refreshing refreshing = counting(budget -> {});
        refreshing.later(late::incrementAndGet, 1);
        await().until(() -> late.get() == 1);
        refreshing.close();
        refreshing.later(late::incrementAndGet, 0);

        assertThat(late).hasValue(1);
    }
}
