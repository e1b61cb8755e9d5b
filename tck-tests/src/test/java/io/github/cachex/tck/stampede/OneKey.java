// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.LeaseStore.ValueState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** One key, with the steps that the models know. A value is the version of its source; 0 is none. */
interface OneKey {
    EntryKey KEY = new CacheSpace("tck:1", "replayed").key("key");

    int read();

    /** Returns WON, BUSY, COOLDOWN or FRESH. */
    String acquire(long token);

    boolean store(long token, int version);

    boolean release(long token);

    void invalidate();

    void put(int version);

    /** Runs a put of which the deadline is over. */
    void putLate(int version);

    /** What users of a backend do. */
    static OneKey over(CacheBackend backend) {
        return new OverBackend(backend);
    }

    /** The key of a backend. */
    final class OverBackend implements OneKey {
        private static final Lifetime LIFETIME = Lifetime.of(Duration.ofHours(1));

        private final CacheBackend backend;
        private final LeaseStore leases;

        OverBackend(CacheBackend backend) {
            this.backend = backend;
            this.leases = backend.leases().orElseThrow();
        }

        private static CallBudget budget() {
            return CallBudget.of(Duration.ofSeconds(10));
        }

        private static NewEntry entry(long id, int version) {
            return new NewEntry(id, String.valueOf(version).getBytes(StandardCharsets.US_ASCII), LIFETIME);
        }

        @Override
        public int read() {
            return backend.read(KEY, budget())
                    .map(entry -> Integer.parseInt(new String(entry.bytes(), StandardCharsets.US_ASCII)))
                    .orElse(0);
        }

        @Override
        public String acquire(long token) {
            LeaseRequest request = new LeaseRequest(token, Duration.ofHours(1), StoredEntry.UNREADABLE);
            LeaseStore.LeaseAnswer answer = leases.acquire(KEY, request, budget());
            return answer.value() == ValueState.FRESH ? "FRESH" : answer.lease().toString();
        }

        @Override
        public boolean store(long token, int version) {
            return leases.store(KEY, entry(token, version), budget());
        }

        @Override
        public boolean release(long token) {
            return leases.release(KEY, token, Release.ABANDONED, Duration.ZERO, budget());
        }

        @Override
        public void invalidate() {
            backend.invalidate(List.of(KEY), budget());
        }

        @Override
        public void put(int version) {
            backend.write(KEY, entry(1_000 + version, version), budget());
        }

        @Override
        public void putLate(int version) {
            throw new UnsupportedOperationException("refused here before anything is sent");
        }

        @Override
        public String toString() {
            return backend.type();
        }
    }
}
