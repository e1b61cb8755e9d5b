// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.CallBudget;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of a store. */
final class CountedStore implements CasStore {
    private final CasStore store;
    private final AtomicInteger trips = new AtomicInteger();

    CountedStore(CasStore store) {
        this.store = store;
    }

    int trips() {
        return trips.get();
    }

    @Override
    public Optional<Versioned> get(String name, CallBudget budget) {
        trips.incrementAndGet();
        return store.get(name, budget);
    }

    @Override
    public OptionalLong put(String name, long expected, byte[] bytes, long goneAt, CallBudget budget) {
        trips.incrementAndGet();
        return store.put(name, expected, bytes, goneAt, budget);
    }

    @Override
    public boolean delete(String name, long expected, CallBudget budget) {
        trips.incrementAndGet();
        return store.delete(name, expected, budget);
    }

    @Override
    public void close() {
        store.close();
    }
}
