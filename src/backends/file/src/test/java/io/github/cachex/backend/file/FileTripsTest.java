// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.cas.CasBackend;
import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs: how often files are read or changed. */
class FileTripsTest {
    private static final CallBudget BUDGET = CallBudget.of(Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    /** Counts the steps of a store. */
    private static final class Counted implements CasStore {
        private final CasStore store;
        private int steps;

        Counted(CasStore store) {
            this.store = store;
        }

        int take() {
            int taken = steps;
            steps = 0;
            return taken;
        }

        @Override
        public Optional<Versioned> get(String name, CallBudget budget) {
            steps++;
            return store.get(name, budget);
        }

        @Override
        public OptionalLong put(String name, long expected, byte[] bytes, long goneAt, CallBudget budget) {
            steps++;
            return store.put(name, expected, bytes, goneAt, budget);
        }

        @Override
        public boolean delete(String name, long expected, CallBudget budget) {
            steps++;
            return store.delete(name, expected, budget);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Test
    void hitIsOneStep_aGuardedMissThree_anInvalidationTwo() throws IOException {
        Counted counted = new Counted(new FileStore(folder));
        EntryKey key = new EntryKey("tck:1", "trips", "key");
        try (CacheBackend backend = new CasBackend(FileStore.TYPE, counted, Clock.systemUTC())) {
            LeaseStore leases = backend.leases().orElseThrow();
            assertThat(backend.read(key, BUDGET)).isEmpty();
            LeaseRequest request = new LeaseRequest(7, Duration.ofMinutes(1), StoredEntry.UNREADABLE);
            assertThat(leases.acquire(key, request, BUDGET).lease()).isEqualTo(LeaseState.WON);
            NewEntry entry = new NewEntry(7, new byte[10], Lifetime.of(Duration.ofHours(1)));
            assertThat(leases.store(key, entry, BUDGET)).isTrue();
            Show.exactly("hit-trips file", counted.take(), 3, "of a guarded miss");
            assertThat(backend.read(key, BUDGET)).isPresent();
            Show.exactly("hit-trips file", counted.take(), 1, "of a hit");
            backend.invalidate(List.of(key), BUDGET);
            Show.exactly("hit-trips file", counted.take(), 2, "of an invalidation");
        }
    }
}
