// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CoarseClockTest {
    private static final String NAME = "coarse-clock-test";

    private static boolean ticks() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(NAME));
    }

    private static void awaitTicks(CoarseClock clock) {
        await("a thread for many readers").until(() -> {
            for (int i = 0; i < 2_000; i++) {
                var unused = clock.nanos();
            }
            return ticks();
        });
    }

    @Test
    void fewReaders_needNoThread() {
        try (CoarseClock clock = new CoarseClock(NAME)) {
            for (int i = 0; i < 900; i++) {
                long before = System.nanoTime();
                assertThat(clock.nanos()).isBetween(before, System.nanoTime());
            }
            assertThat(ticks()).isFalse();
        }
    }

    @Test
    void clock_movesAndIsNeverAhead() {
        try (CoarseClock clock = new CoarseClock(NAME)) {
            awaitTicks(clock);
            long first = clock.nanos();
            assertThat(first).isLessThanOrEqualTo(System.nanoTime());
            await().pollInterval(Duration.ofMillis(1)).until(() -> clock.nanos() - first > 20_000_000);
            assertThat(clock.nanos()).isLessThanOrEqualTo(System.nanoTime());
        }
    }

    @Test
    void unreadClock_hasNoThreadUntilItIsReadAgain() {
        try (CoarseClock clock = new CoarseClock(NAME)) {
            awaitTicks(clock);
            await("the thread ends by itself").atMost(Duration.ofSeconds(30)).until(() -> !ticks());
            long before = System.nanoTime();
            assertThat(clock.nanos()).isGreaterThanOrEqualTo(before);
            awaitTicks(clock);
        }
    }

    @Test
    void closedClock_hasNoThreadAndStillShowsTheTime() {
        CoarseClock clock = new CoarseClock(NAME);
        awaitTicks(clock);
        clock.close();
        assertThat(ticks()).isFalse();
        long before = System.nanoTime();
        assertThat(clock.nanos()).isGreaterThanOrEqualTo(before);
    }
}
