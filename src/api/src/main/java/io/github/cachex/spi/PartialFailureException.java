// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheBackendException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Thrown by an operation on several keys that was done for some of them and failed for others. Thrown by backends with
 * {@link BackendParts}, for the engine; applications are given the failure of what they asked for instead.
 */
public final class PartialFailureException extends CacheBackendException {
    private static final long serialVersionUID = 1L;

    private final transient Map<EntryKey, CacheBackendException> failures;
    private final transient Object answer;

    /**
     * Creates one.
     *
     * @param failures what failed for which of the keys that were handed in; at least one. Those for which one part failed have the same
     *     exception
     * @param answer what the operation would have returned if it had been asked for the others alone; true where it returns nothing.
     *     Never null
     */
    public PartialFailureException(Map<EntryKey, ? extends CacheBackendException> failures, Object answer) {
        this(failures, answer, first(failures));
    }

    private PartialFailureException(
            Map<EntryKey, ? extends CacheBackendException> failures, Object answer, CacheBackendException first) {
        super(first.backend(), first.operation(), first.key(), "failed in part: " + first.getMessage(), first);
        this.failures = new LinkedHashMap<>(failures);
        this.answer = Objects.requireNonNull(answer, "answer");
    }

    private static CacheBackendException first(Map<?, ? extends CacheBackendException> failures) {
        Iterator<? extends CacheBackendException> all = failures.values().iterator();
        if (!all.hasNext()) {
            throw new IllegalArgumentException("failures=: none; return the answer instead");
        }
        return all.next();
    }

    /** Returns what failed, for which key. Not to be changed. */
    public Map<EntryKey, CacheBackendException> failures() {
        return failures;
    }

    /** Returns why the operation failed for {@code key}; empty where it did not. */
    public Optional<CacheBackendException> failure(EntryKey key) {
        return Optional.ofNullable(failures.get(key));
    }

    /** Returns what the operation answers for those for which it did not fail, of the type that the operation returns. */
    public Object answer() {
        return answer;
    }

    /** Returns whether one of the failures may have been carried out all the same. */
    @Override
    public boolean perhapsApplied() {
        return failures.values().stream().anyMatch(CacheBackendException::perhapsApplied);
    }
}
