// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import io.github.cachex.CachexFetch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what its subclass says of what. */
public abstract class Inherited<T> {
    abstract T sample();

    @CachexFetch
    public T inherited(String key) throws Origin.Failure {
        return Origin.answer(key, sample());
    }

    @CachexFetch
    public Map<String, List<T>> inheritedMap(String key) throws Origin.Failure {
        return Origin.answer(key, Map.of("a", List.of(sample())));
    }

    @CachexFetch
    public Optional<T> inheritedOptional(String key) throws Origin.Failure {
        return Optional.ofNullable(Origin.answer(key, sample()));
    }
}
