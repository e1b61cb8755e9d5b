// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @Property
    void whatIsWritten_isReadAgain(
            @ForAll @LongRange(min = 0, max = 365_000L * 86_400 - 1) long seconds,
            @ForAll @LongRange(min = 0, max = 999_999_999) long nanos) {
        Duration fine = Duration.ofSeconds(seconds, nanos);
        Duration whole = Duration.ofSeconds(seconds, nanos / 1_000_000 * 1_000_000);

        assertThat(Durations.parse(Durations.text(fine))).isEqualTo(fine);
        assertThat(Durations.parse(Durations.text(whole))).isEqualTo(whole);
    }

    @Property
    void iso_isReadAsItIs(@ForAll @LongRange(min = 0, max = 10_000_000_000L) long millis) {
        assertThat(Durations.parse(Duration.ofMillis(millis).toString())).isEqualTo(Duration.ofMillis(millis));
    }

    @Property
    void anyText_isReadOrRefusedWithARemedy(@ForAll String text) {
        try {
            assertThat(Durations.parse(text)).isGreaterThanOrEqualTo(Duration.ZERO);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("; write for example");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5m, PT5M",
        "5M, PT5M",
        "pt5m, PT5M",
        "1h30m, PT1H30M",
        "1 hour 30 minutes, PT1H30M",
        "500ms, PT0.5S",
        "1 day, PT24H",
        "2 weeks, PT336H",
        "0, PT0S",
        "00, PT0S",
        "3 secs, PT3S",
        "2 milliseconds, PT0.002S"
    })
    void textsOfPeople_areRead(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "Forever", "400000 days", "PT99999999H", "9999999999999999 ms"})
    void veryLong_isForEver(String text) {
        assertThat(Durations.parse(text)).isEqualTo(Durations.FOREVER);
        assertThat(Durations.text(Durations.parse(text))).isEqualTo("never");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-5m",
                "PT-5M",
                "P-1D",
                "5 sek",
                "5 months",
                "m",
                "5m x",
                "1.5h",
                "99999999999999999999",
                "99999999999999999999d",
                "9999999999999999d",
                "p",
                "5hs",
                "٥m"
            })
    void otherTexts_areRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("; write for example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "300", " 300 ", "0300"})
    void numberWithoutAUnit_isRefusedWithBothThatItMayMean(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("is a number without a unit, not a duration; write for example " + text.strip()
                        + "s for seconds or " + text.strip() + "ms for milliseconds");
    }

    @Test
    void shortTexts_areWritten() {
        assertThat(Durations.text(Duration.ZERO)).isEqualTo("0ms");
        assertThat(Durations.text(Duration.ofMinutes(90))).isEqualTo("1h30m");
        assertThat(Durations.text(Duration.ofMillis(86_400_250))).isEqualTo("1d250ms");
        assertThat(Durations.text(Duration.ofSeconds(-5))).isEqualTo("-5s");
        assertThat(Durations.text(Duration.ofNanos(1))).isEqualTo("PT0.000000001S");
        assertThat(Durations.isForever(Duration.ofDays(1))).isFalse();
    }
}
