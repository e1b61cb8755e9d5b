// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.Durations;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class JitterTest {
    @Property
    void shorten_onlySubtractsAndAtMostItsShare(
            @ForAll @LongRange(min = 1, max = 1L << 40) long millis, @ForAll @DoubleRange(max = 0.9) double share) {
        Duration shortened = Jitter.shorten(Duration.ofMillis(millis), share);
        assertThat(shortened.toMillis()).isBetween(Math.max(1, (long) (millis * (1 - share)) - 1), millis);
    }

    @Test
    void shorten_spreads() {
        assertThat(java.util.stream.IntStream.range(0, 50)
                        .mapToObj(i -> Jitter.shorten(Duration.ofHours(1), 0.1))
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void forever_staysForever() {
        assertThat(Jitter.shorten(Durations.FOREVER, 0.5)).isEqualTo(Durations.FOREVER);
    }

    @Property
    void around_staysWithinItsShare(@ForAll @LongRange(min = 1, max = 100_000) long millis) {
        Duration time = Duration.ofMillis(millis);
        assertThat(Jitter.around(time, 0.2))
                .isBetween(
                        time.multipliedBy(8).dividedBy(10),
                        time.multipliedBy(12).dividedBy(10));
    }
}
