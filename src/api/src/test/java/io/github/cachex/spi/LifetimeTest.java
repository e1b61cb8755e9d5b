// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    /** Its nanoseconds do not fit a long. */
    @Test
    void neverEnding_isALifetime() {
        assertThat(Lifetime.of(Durations.FOREVER).isForever()).isTrue();
        assertThat(Lifetime.of(Durations.FOREVER).totalMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Lifetime(Duration.ofDays(300 * 365), Duration.ZERO).isForever())
                .isFalse();
    }

    /** Not all that is longer fits a number of milliseconds, so nothing is told apart from it. */
    @Test
    void longerThanForEver_isForEver() {
        Lifetime longest = new Lifetime(ChronoUnit.FOREVER.getDuration(), Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(longest).isEqualTo(new Lifetime(Durations.FOREVER, Durations.FOREVER));
    }

    @Test
    void freshAndStale_addUp() {
        assertThat(new Lifetime(Duration.ofSeconds(1), Duration.ofSeconds(2)).totalMillis())
                .isEqualTo(3000);
    }

    @Test
    void nothingFresh_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Lifetime.of(Duration.ofNanos(999_999)));
        assertThatIllegalArgumentException().isThrownBy(() -> Lifetime.of(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lifetime(Duration.ofSeconds(1), Duration.ofNanos(-1)));
    }
}
