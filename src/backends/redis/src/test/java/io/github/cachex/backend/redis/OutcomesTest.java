// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.PartialFailureException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private static final EntryKey A = new EntryKey("tck:1", "books", "a");
    private static final EntryKey B = new EntryKey("tck:1", "books", "b");

    private static CacheBackendException refused(String key) {
        return new CacheBackendException("redis", "write", key, "refused", null);
    }

    private static CacheConnectionException lost(String key, boolean perhapsApplied) {
        return new CacheConnectionException("redis", "write", key, "broke", perhapsApplied, null);
    }

    @Test
    void allAnswered_isTheSum() {
        Outcomes<Long> outcomes = new Outcomes<>(2, List.of(A, B));
        outcomes.answered(0, 1L);
        outcomes.answered(1, 2L);

        assertThat(outcomes.sum(Long::longValue)).isEqualTo(3);
    }

    @Test
    void oneOfSeveralFailed_isNamedBesideTheAnswersOfTheOthers() {
        Outcomes<Long> outcomes = new Outcomes<>(2, List.of(A, B));
        outcomes.answered(0, 1L);
        outcomes.failed(1, refused("b"));

        PartialFailureException failure =
                catchThrowableOfType(PartialFailureException.class, () -> outcomes.sum(Long::longValue));

        assertThat(failure.failures()).containsOnlyKeys(B);
        List<Long> read = new ArrayList<>();
        outcomes.forEach((index, answer) -> read.add(answer));
        assertThat(read).containsExactly(1L);
    }

    @Test
    void answerOfASecondTry_isNoFailureAnyMore() {
        Outcomes<Long> outcomes = new Outcomes<>(1, List.of(A));
        outcomes.failed(0, refused("a"));
        outcomes.answered(0, 7L);

        assertThat(outcomes.sum(Long::longValue)).isEqualTo(7);
    }

    @Test
    void allFailed_isTheFirstFailure() {
        Outcomes<Long> outcomes = new Outcomes<>(2, List.of(A, B));
        CacheBackendException first = refused("a");
        outcomes.failed(0, first);
        outcomes.failed(1, refused("b"));

        assertThatThrownBy(() -> outcomes.orThrow(true)).isSameAs(first);
    }

    /** To whom it is one call, a part that was done says that it was perhaps done. */
    @Test
    void partOfAWholeFailed_mayHaveBeenApplied() {
        Outcomes<Long> outcomes = new Outcomes<>(2, List.of());
        outcomes.answered(0, 1L);
        outcomes.failed(1, refused("b"));

        CacheConnectionException failure =
                catchThrowableOfType(CacheConnectionException.class, () -> outcomes.orThrow(true));

        assertThat(failure).hasMessageContaining("it was done in part").hasMessageContaining("refused");
        assertThat(failure.perhapsApplied()).isTrue();
    }

    @Test
    void partOfAWholeThatPerhapsFailed_isSaidAsItIs() {
        Outcomes<Long> outcomes = new Outcomes<>(2, List.of());
        CacheConnectionException lost = lost("b", true);
        outcomes.answered(0, 1L);
        outcomes.failed(1, lost);

        assertThatThrownBy(() -> outcomes.orThrow(true)).isSameAs(lost);
    }
}
