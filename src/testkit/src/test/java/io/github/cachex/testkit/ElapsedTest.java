// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ElapsedTest {
    private static final Duration PROMISED = Duration.ofMillis(100);

    private static Elapsed millis(long millis) {
        return Elapsed.ofNanos(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void fiveTimesTheBound_isGranted() {
        assertThatCode(() -> millis(500).isWithin(PROMISED)).doesNotThrowAnyException();
    }

    @Test
    void more_failsAndTellsAllThree() {
        assertThatThrownBy(() -> millis(501).isWithin(PROMISED))
                .isInstanceOf(AssertionError.class)
                .hasMessage("took 501.00 ms; promised are 100.00 ms, granted 500.00 ms");
    }

    @Test
    void lessThanAtLeast_fails() {
        assertThatThrownBy(() -> millis(99).isAtLeast(PROMISED))
                .isInstanceOf(AssertionError.class)
                .hasMessage("took 99.00 ms; at least 100.00 ms are promised");
        assertThatCode(() -> millis(100).isAtLeast(PROMISED)).doesNotThrowAnyException();
    }

    @Test
    void running_isAskedAboutTheTimeUntilNow_andStoppedStays() {
        Elapsed running = Elapsed.start();
        assertThatCode(() -> running.isWithin(Duration.ofHours(1))).doesNotThrowAnyException();
        assertThatThrownBy(() -> running.isAtLeast(Duration.ofHours(1))).isInstanceOf(AssertionError.class);
        Elapsed stopped = running.stop();
        assertThat(stopped).hasToString(stopped.toString());
    }

    @Test
    void several_haveALongestAndAMedian() {
        List<Elapsed> times = List.of(millis(3), millis(1), millis(2));
        assertThat(Elapsed.longestOf(times)).hasToString("3.00 ms");
        assertThat(Elapsed.medianOf(times)).hasToString("2.00 ms");
        assertThat(Elapsed.longestOf(List.of())).hasToString("0.00 ms");
        assertThat(Elapsed.medianOf(List.of())).hasToString("0.00 ms");
    }

    @Test
    void several_haveAPercentile() {
        List<Elapsed> times = List.of(millis(3), millis(1), millis(2), millis(4));
        assertThat(Elapsed.percentileOf(times, 50)).hasToString("2.00 ms");
        assertThat(Elapsed.percentileOf(times, 99)).hasToString("4.00 ms");
        assertThat(Elapsed.percentileOf(times, 1)).hasToString("1.00 ms");
        assertThat(Elapsed.percentileOf(List.of(), 99)).hasToString("0.00 ms");
    }

    /** Waits at a latch. */
    private static final class Place {
        static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void waitingThread_isFoundByItsPlace() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Thread waiting = new Thread(() -> Place.await(latch));
        waiting.start();
        WaitingThreads.await(waiting, Place.class);
        WaitingThreads.await(1, Place.class);
        WaitingThreads.await(waiting, ElapsedTest.class);
        latch.countDown();
        waiting.join();
        assertThatThrownBy(() -> WaitingThreads.await(waiting, Place.class)).hasMessageContaining("has ended");
    }
}
