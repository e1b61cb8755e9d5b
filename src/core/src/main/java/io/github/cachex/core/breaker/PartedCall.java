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
    private final List<Share> asked = new ArrayList<>();
    private final Map<EntryKey, CacheBackendException> failures = new LinkedHashMap<>();

    /** The keys of one part. */
    private record Share(Breaker breaker, List<EntryKey> keys, long sentAt) {
        int trips() {
            return BreakerBackend.trips(keys.size());
        }
    }

    /** Begins one about {@code keys} by breaker, which is {@code reading} or not; {@code refusal} is what is thrown for an open one. */
    PartedCall(Map<Breaker, List<EntryKey>> keys, boolean reading, Function<Breaker, CacheBackendException> refusal) {
        this.reading = reading;
        keys.forEach((breaker, some) -> {
            if (breaker.isOpen()) {
                CacheBackendException refused = refusal.apply(breaker);
                some.forEach(key -> failures.put(key, refused));
            } else {
                asked.add(new Share(breaker, some, breaker.now()));
            }
        });
    }

    /** Does {@code step} for the keys that are not refused, part after part. */
    @SuppressWarnings("unchecked")
    <R> R run(CallBudget budget, BiFunction<Collection<EntryKey>, CallBudget, R> step) {
        if (asked.isEmpty()) {
            throw failures.values().iterator().next();
        }
        List<EntryKey> keys = new ArrayList<>();
        asked.forEach(share -> keys.addAll(share.keys));
        R answer;
        try {
            answer = step.apply(keys, asked.size() > 1 ? half(budget) : budget);
        } catch (PartialFailureException e) {
            failures.putAll(e.failures());
            answer = (R) e.answer();
        } catch (CacheBackendException e) {
            asked.forEach(share -> failed(share, e));
            throw e;
        }
        asked.forEach(this::report);
        if (failures.isEmpty()) {
            return answer;
        }
        throw new PartialFailureException(failures, answer);
    }

    /** A part that hangs leaves the others the other half for what comes next. */
    private static CallBudget half(CallBudget budget) {
        return CallBudget.of(Duration.ofNanos(Math.max(0, budget.remainingNanos() / 2)), budget.entryBytes());
    }

    private void report(Share share) {
        Optional<CacheBackendException> failure =
                share.keys.stream().filter(failures::containsKey).findFirst().map(failures::get);
        if (failure.isPresent()) {
            failed(share, failure.get());
        } else if (asked.size() == 1 || !share.breaker.isSlow(share.sentAt, share.trips())) {
            // Of several that were slow together nobody knows which one was.
            share.breaker.answered(share.sentAt, share.trips());
        }
    }

    private void failed(Share share, CacheBackendException failure) {
        if (Blame.isTheBackends(failure, reading)) {
            share.breaker.failed(share.sentAt, failure);
        }
    }
}
