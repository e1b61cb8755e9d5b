// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lane;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Since when each part of a backend is in its state: since the change was told, else since it was seen first. Thread-safe. */
final class StateTimes<S> {
    private final InstantSource clock;
    private final Map<String, Known<S>> known = new ConcurrentHashMap<>();

    private record Known<S>(S state, Instant since) {}

    StateTimes(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns since when {@code part} is in {@code state}, in which it is now. */
    Instant since(String part, S state) {
        return known.compute(
                        part,
                        (name, before) -> before != null && before.state.equals(state)
                                ? before
                                : new Known<>(state, clock.instant()))
                .since;
    }
}
