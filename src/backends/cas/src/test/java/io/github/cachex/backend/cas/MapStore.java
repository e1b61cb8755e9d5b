// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.CallBudget;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

// snippet: store
/** Records in a map, which the stores of several JVMs would share. */
final class MapStore implements CasStore {
    private final Map<String, Versioned> records;
    private final AtomicLong versions;

    MapStore() {
        this(new ConcurrentHashMap<>(), new AtomicLong());
    }

    private MapStore(Map<String, Versioned> records, AtomicLong versions) {
        this.records = records;
        this.versions = versions;
    }

    /** Returns another one over the same records. */
    MapStore sibling() {
        return new MapStore(records, versions);
    }

    @Override
    public Optional<Versioned> get(String name, CallBudget budget) {
        return Optional.ofNullable(records.get(name));
    }

    @Override
    public OptionalLong put(String name, long expected, byte[] bytes, long goneAt, CallBudget budget) {
        Versioned next = new Versioned(versions.incrementAndGet(), bytes.clone());
        boolean done = next.equals(records.compute(name, (same, there) -> version(there) == expected ? next : there));
        return done ? OptionalLong.of(next.version()) : OptionalLong.empty();
    }

    @Override
    public boolean delete(String name, long expected, CallBudget budget) {
        Versioned there = records.get(name);
        return version(there) == expected && there != null && records.remove(name, there);
    }

    private static long version(@Nullable Versioned there) {
        return there == null ? ABSENT : there.version();
    }

    @Override
    public void close() {} // it has neither threads nor connections
}
// end
