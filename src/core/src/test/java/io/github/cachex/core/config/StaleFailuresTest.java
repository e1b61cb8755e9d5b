// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.InputMismatchException;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class StaleFailuresTest {
    private static StaleFailures staleOn(String... names) {
        return new StaleFailures(List.of(names), List.of());
    }

    @Test
    void unset_meansEveryExceptionButThoseThatSayThatNothingIsThere() {
        assertThat(StaleFailures.DEFAULT.allowsStale(new IOException())).isTrue();
        assertThat(StaleFailures.DEFAULT.allowsStale(new IllegalStateException()))
                .isTrue();
        assertThat(StaleFailures.DEFAULT.allowsStale(new NoSuchElementException()))
                .isFalse();
        assertThat(StaleFailures.DEFAULT.allowsStale(new InputMismatchException()))
                .as("a subclass")
                .isFalse();
        assertThat(StaleFailures.DEFAULT.allowsStale(new AssertionError())).isFalse();
    }

    @Test
    void staleOn_meansTheNamedAndTheirSubclasses() {
        StaleFailures rule = staleOn("java.io.IOException");

        assertThat(rule.allowsStale(new FileNotFoundException())).isTrue();
        assertThat(rule.allowsStale(new UncheckedIOException(new IOException())))
                .isFalse();
    }

    @Test
    void whatSaysThatNothingIsThere_isMeantWhereItIsNamedAndNotByAWiderClass() {
        assertThat(staleOn("java.lang.RuntimeException").allowsStale(new NoSuchElementException()))
                .isFalse();
        assertThat(staleOn("java.lang.RuntimeException").isGone(new NoSuchElementException()))
                .isTrue();
        assertThat(staleOn("java.util.NoSuchElementException").allowsStale(new NoSuchElementException()))
                .isTrue();
        assertThat(staleOn("java.util.NoSuchElementException").allowsStale(new InputMismatchException()))
                .isTrue();
        assertThat(staleOn("java.util.InputMismatchException").allowsStale(new InputMismatchException()))
                .isTrue();
        assertThat(staleOn("java.util.InputMismatchException").allowsStale(new NoSuchElementException()))
                .isFalse();
    }

    @Test
    void skipOn_winsOverStaleOn() {
        StaleFailures rule =
                new StaleFailures(List.of("java.io.IOException"), List.of("java.io.FileNotFoundException"));

        assertThat(rule.allowsStale(new IOException())).isTrue();
        assertThat(rule.allowsStale(new FileNotFoundException())).isFalse();
        assertThat(rule.skips(new FileNotFoundException())).isTrue();
        assertThat(rule.skips(new IOException())).isFalse();
    }

    @Test
    void namesAreReadAfterCommas() {
        assertThat(StaleFailures.classesOr("none").apply("None")).isEmpty();
        assertThat(StaleFailures.classesOr("any").apply("java.io.IOException , java.lang.Error"))
                .containsExactly("java.io.IOException", "java.lang.Error");
    }

    @Test
    void whatIsNoException_isRefusedWithARemedy() {
        assertThatThrownBy(() -> StaleFailures.classesOr("any").apply("IOException"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no class 'IOException'; write whole names with commas between them, for example java.io.IOException");
        assertThatThrownBy(() -> StaleFailures.classesOr("any").apply("java.lang.String"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "java.lang.String is no exception; write classes of exceptions, for example java.io.IOException");
    }
}
