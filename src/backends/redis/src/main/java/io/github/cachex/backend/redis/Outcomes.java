// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.PartialFailureException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What was answered for each of several keys or caches, and what failed. Each place is written by one thread, and read after it. */
final class Outcomes<T> {
    private final List<EntryKey> keys;
    private final List<@Nullable T> answers;
    private final List<@Nullable CacheBackendException> failures;

    /**
     * Creates one for {@code count}.
     *
     * @param keys what they are about, where it is told which of them failed; else empty, and a failure is one of the whole
     */
    Outcomes(int count, List<EntryKey> keys) {
        this.keys = keys;
        this.answers = new ArrayList<>(Collections.nCopies(count, null));
        this.failures = new ArrayList<>(Collections.nCopies(count, null));
    }

    void answered(int index, T answer) {
        answers.set(index, answer);
        failures.set(index, null);
    }

    void failed(int index, CacheBackendException failure) {
        failures.set(index, failure);
    }

    /** What to do with an answer. */
    interface Reader<T> {
        void read(int index, T answer);
    }

    /** Hands each answer that there is to {@code reader}. */
    void forEach(Reader<T> reader) {
        for (int i = 0; i < answers.size(); i++) {
            T answer = answers.get(i);
            if (answer != null && failures.get(i) == null) {
                reader.read(i, answer);
            }
        }
    }

    /** Returns the sum over the answers, or throws. */
    long sum(ToLongFunction<T> number) {
        long[] sum = new long[1];
        forEach((index, answer) -> sum[0] += number.applyAsLong(answer));
        return orThrow(sum[0]);
    }

    /**
     * Returns {@code answer}, which is made of the answers that there are, if they are all.
     *
     * @throws PartialFailureException when some failed
     * @throws CacheBackendException when all failed, or those of a backend that is one part
     */
    <R> R orThrow(R answer) {
        List<CacheBackendException> all =
                failures.stream().filter(Objects::nonNull).toList();
        if (all.isEmpty()) {
            return answer;
        }
        CacheBackendException first = all.get(0);
        if (all.size() == failures.size() || keys.isEmpty() && first.perhapsApplied()) {
            throw first;
        } else if (keys.isEmpty()) {
            String problem = "it was done in part: " + first.getMessage();
            throw new CacheConnectionException(first.backend(), first.operation(), first.key(), problem, true, first);
        }
        Map<EntryKey, CacheBackendException> failed = new LinkedHashMap<>();
        for (int i = 0; i < failures.size(); i++) {
            CacheBackendException failure = failures.get(i);
            if (failure != null) {
                failed.put(keys.get(i), failure);
            }
        }
        throw new PartialFailureException(failed, answer);
    }
}
