// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.PartialFailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One call about keys of several parts: those of parts whose breaker is open are refused, and the others told apart by what became of
 * theirs. Of one thread.
 */
final class PartedCall {
    private final boolean reading;
    private final Map<Breaker, List<EntryKey>> asked;
    private final Map<EntryKey, CacheBackendException> failures = new LinkedHashMap<>();

    /** Begins one about {@code keys} by breaker, which is {@code reading} or not; {@code refusal} is what is thrown for an open one. */
    PartedCall(Map<Breaker, List<EntryKey>> keys, boolean reading, Function<Breaker, CacheBackendException> refusal) {
        this.reading = reading;
        this.asked = keys;
        List<Breaker> open = keys.keySet().stream().filter(Breaker::isOpen).toList();
        open.forEach(breaker -> {
            CacheBackendException refused = refusal.apply(breaker);
            keys.remove(breaker).forEach(key -> failures.put(key, refused));
        });
    }

    /** Does {@code step} for the keys that are not refused, in parts one after the other. */
    <R> R run(CallBudget budget, BiFunction<Collection<EntryKey>, CallBudget, R> step) {
        if (asked.isEmpty()) {
            throw failures.values().iterator().next();
        }
        List<EntryKey> keys = new ArrayList<>();
        asked.values().forEach(keys::addAll);
        Map<Breaker, Long> sentAt = new LinkedHashMap<>();
        asked.keySet().forEach(breaker -> sentAt.put(breaker, breaker.now()));
        R answer;
        try {
            answer = step.apply(keys, asked.size() > 1 ? half(budget) : budget);
        } catch (PartialFailureException e) {
            failures.putAll(e.failures());
            answer = answer(e);
        } catch (CacheBackendException e) {
            sentAt.forEach((breaker, at) -> failed(breaker, at, e));
            throw e;
        }
        sentAt.forEach(this::report);
        if (failures.isEmpty()) {
            return answer;
        }
        throw new PartialFailureException(failures, answer);
    }

    @SuppressWarnings("unchecked")
    private static <R> R answer(PartialFailureException partial) {
        return (R) partial.answer();
    }

    /** A part that hangs leaves the others the other half for what comes next. */
    private static CallBudget half(CallBudget budget) {
        return CallBudget.of(Duration.ofNanos(Math.max(0, budget.remainingNanos() / 2)), budget.entryBytes());
    }

    private void report(Breaker breaker, long sentAt) {
        Optional<CacheBackendException> failure = asked.get(breaker).stream()
                .filter(failures::containsKey)
                .map(failures::get)
                .findFirst();
        if (failure.isPresent()) {
            failed(breaker, sentAt, failure.get());
        } else if (asked.size() == 1 || !breaker.isSlow(sentAt, trips(breaker))) {
            // Of several that were slow together nobody knows which one was.
            breaker.answered(sentAt, trips(breaker));
        }
    }

    private int trips(Breaker breaker) {
        return BreakerBackend.trips(asked.get(breaker).size());
    }

    private void failed(Breaker breaker, long sentAt, CacheBackendException failure) {
        if (Blame.isTheBackends(failure, reading)) {
            breaker.failed(sentAt, failure);
        }
    }
}
