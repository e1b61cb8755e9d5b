// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisClockTest {
    private static final long REDIS = 1_900_000_000_000L;

    private final ManualClock local = ManualClock.create();
    private final RedisClock clock = new RedisClock(local::nanos);

    /** Learns from an answer that took {@code millis}, with Redis reading its clock at the very end. */
    private void learn(long millis, long redisMillis) {
        long mark = clock.mark();
        local.advance(Duration.ofMillis(millis));
        clock.learn(mark, redisMillis);
    }

    private long spread() {
        return clock.latest().orElseThrow() - clock.earliestAfter(0).orElseThrow();
    }

    @Test
    void nothingLearned_isDueAndKnowsNothing() {
        assertThat(clock.isDue()).isTrue();
        assertThat(clock.latest()).isEmpty();
        assertThat(clock.earliestAfter(0)).isEmpty();
    }

    @Test
    void learned_boundsTheTimeByTheAnswersDelay() {
        learn(40, REDIS);

        assertThat(clock.earliestAfter(0)).hasValue(REDIS);
        assertThat(clock.latest()).hasValue(REDIS + 41);
        local.advance(Duration.ofSeconds(5));
        assertThat(clock.earliestAfter(1_000_000)).hasValue(REDIS + 5_001);
        assertThat(clock.isDue()).isFalse();
    }

    @Test
    void manyAnswers_drawTheBoundsTogether() {
        learn(40, REDIS);
        learn(2, REDIS + 2);
        learn(100, REDIS + 2 + 100);

        assertThat(spread()).isLessThanOrEqualTo(3);
    }

    @Test
    void contradiction_replacesWhatWasKnown() {
        learn(2, REDIS);
        learn(2, REDIS - 3_600_000);

        assertThat(clock.latest().orElseThrow()).isLessThan(REDIS - 3_500_000);
        learn(2, REDIS);
        assertThat(clock.earliestAfter(0).orElseThrow()).isGreaterThanOrEqualTo(REDIS);
    }

    @Test
    void afterAMinute_isDueAndForgotten() {
        learn(2, REDIS);
        local.advance(Duration.ofSeconds(61));

        assertThat(clock.isDue()).isTrue();
        learn(50, REDIS + 61_000);
        assertThat(spread()).isEqualTo(51);
    }
}
