// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.cas.CasBackend;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.server.MemcachedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What it costs, as the server counts it. */
class TripsIT {
    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(5));
    }

    private static NewEntry entry(long id) {
        return new NewEntry(id, new byte[10], Lifetime.of(Duration.ofHours(1)));
    }

    @Test
    void guardedMiss_isThreeTrips_andAHitOne() throws IOException {
        try (MemcachedServer server = MemcachedServer.start();
                CacheBackend backend = TestSettings.backend(server.address())) {
            EntryKey key = new EntryKey("tck:1", "trips", "key");
            EntryKey first = new EntryKey("tck:1", "trips", "first");
            assertThat(backend.read(first, budget())).isEmpty();
            long before = Raw.commands(server.port());
            assertThat(backend.read(key, budget())).isEmpty();
            var leases = backend.leases().orElseThrow();
            leases.acquire(key, new LeaseRequest(7, Duration.ofMinutes(1), StoredEntry.UNREADABLE), budget());
            assertThat(leases.store(key, entry(7), budget())).isTrue();
            long missed = Raw.commands(server.port());
            assertThat(backend.read(key, budget())).isPresent();
            long hit = Raw.commands(server.port());
            assertThat(missed - before).as("trips of a guarded miss").isEqualTo(3);
            assertThat(hit - missed).as("trips of a hit").isEqualTo(1);
            backend.invalidate(List.of(key), budget());
        }
    }

    @Test
    void severalKeys_areAskedForOnOneConnection() {
        try (MemcachedServer server = MemcachedServer.start()) {
            Node node = TestSettings.node(server.address());
            MemcachedStore store = new MemcachedStore(node, TestSettings.clock());
            try (CacheBackend backend = new CasBackend("memcached", store, TestSettings.clock())) {
                Map<EntryKey, NewEntry> entries = new LinkedHashMap<>();
                IntStream.range(0, 300)
                        .forEach(i -> entries.put(new EntryKey("tck:1", "trips", "key " + i), entry(i + 1)));
                backend.writeAll(entries, budget());
                assertThat(backend.readAll(entries.keySet(), budget())).hasSize(300);
                assertThat(backend.readAll(entries.keySet(), budget())).hasSize(300);
                assertThat(backend.invalidate(entries.keySet(), budget())).isEqualTo(300);
                assertThat(node.dialled()).isEqualTo(1);
            }
        }
    }
}
