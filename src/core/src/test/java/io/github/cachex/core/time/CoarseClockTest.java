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

    @Test
    void clock_movesAndIsNeverAhead() {
        try (CoarseClock clock = new CoarseClock(NAME)) {
            long first = clock.nanos();
            assertThat(first).isLessThanOrEqualTo(System.nanoTime());
            await().pollInterval(Duration.ofMillis(1)).until(() -> clock.nanos() - first > 20_000_000);
            assertThat(clock.nanos()).isLessThanOrEqualTo(System.nanoTime());
        }
    }

    @Test
    void unreadClock_hasNoThreadUntilItIsReadAgain() {
        try (CoarseClock clock = new CoarseClock(NAME)) {
            assertThat(clock.nanos()).isLessThanOrEqualTo(System.nanoTime());
            await("the thread ends by itself").atMost(Duration.ofSeconds(30)).until(() -> !ticks());
            long before = System.nanoTime();
            assertThat(clock.nanos()).isGreaterThanOrEqualTo(before);
            await("the thread is there again").until(CoarseClockTest::ticks);
        }
    }

    @Test
    void closedClock_hasNoThreadAndStillShowsTheTime() {
        CoarseClock clock = new CoarseClock(NAME);
        var unused = clock.nanos();
        clock.close();
        assertThat(ticks()).isFalse();
        long before = System.nanoTime();
        assertThat(clock.nanos()).isGreaterThanOrEqualTo(before);
    }
}
