// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import java.util.Optional;
import java.util.OptionalLong;

/** Refuses records that are larger than a bound, as memcached and DynamoDB do. */
final class SmallStore implements CasStore {
    private final CasStore store;
    private final int largest;

    SmallStore(CasStore store, int largest) {
        this.store = store;
        this.largest = largest;
    }

    @Override
    public Optional<Versioned> get(String name, CallBudget budget) {
        return store.get(name, budget);
    }

    @Override
    public OptionalLong put(String name, long expected, byte[] bytes, long goneAt, CallBudget budget) {
        if (bytes.length > largest) {
            throw new CacheBackendException("small", "put", name, new IllegalArgumentException("too large"));
        }
        return store.put(name, expected, bytes, goneAt, budget);
    }

    @Override
    public boolean delete(String name, long expected, CallBudget budget) {
        return store.delete(name, expected, budget);
    }

    @Override
    public long largestRecord() {
        return largest;
    }

    @Override
    public void close() {
        store.close();
    }
}
