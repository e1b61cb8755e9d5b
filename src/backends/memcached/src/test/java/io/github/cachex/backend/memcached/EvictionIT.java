// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.server.MemcachedServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server of one megabyte drops what nobody asks for. */
class EvictionIT {
    private static final CacheSpace CACHE = new CacheSpace("tck:1", "evicted");
    private static final int MOST_FLOODS = 10;
    /** So many times some hundreds: a look at what is to go would keep it. */
    private static final int FLOOD = 100;

    private static final int LARGEST = 150;

    private final MemcachedServer server = MemcachedServer.start("-m", "1", "-I", "512k");
    private final CacheBackend backend = TestSettings.backend(server.address());
    private final CacheBackend other = TestSettings.backend(server.address());
    private final TagStore tags = backend.tags().orElseThrow();
    private int flooded;

    @AfterEach
    void close() {
        backend.close();
        other.close();
        server.close();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private static NewEntry entry(long id, int size) {
        return new NewEntry(id, new byte[size], Lifetime.of(Duration.ofHours(1)));
    }

    private void flood() {
        Map<EntryKey, NewEntry> many = new LinkedHashMap<>();
        for (int i = 0; i < 400; i++) {
            many.put(CACHE.key("flood " + flooded++), entry(1, flooded % LARGEST));
        }
        other.writeAll(many, budget());
    }

    private boolean isThere(String name) {
        try (Raw raw = new Raw(server.address())) {
            return raw.cas(name) != 0;
        }
    }

    /** Floods the server with entries of all sizes until it has dropped {@code name}, at which nobody looks meanwhile. */
    private void evict(String name) {
        for (int floods = 0; floods < MOST_FLOODS; floods++) {
            for (int i = 0; i < FLOOD; i++) {
                flood();
            }
            if (!isThere(name)) {
                return;
            }
        }
        throw new AssertionError(name + " is there after " + flooded + " entries");
    }

    /** What relied on marks that went is told by another incarnation; so no entry counts for valid whose mark was dropped. */
    @Test
    void marksThatWent_areUnknown_notForgotten() {
        TagState made = tags.mark(
                CACHE, Set.of("tred"), new MarkPosition(77, 0), new TagBounds(100, Duration.ofMinutes(5)), budget());
        assertThat(tags.peek(List.of(CACHE), budget()).get(0).incarnation()).isEqualTo(77);
        evict(CACHE.value() + ":marks");
        assertThat(other.tags()
                        .orElseThrow()
                        .peek(List.of(CACHE), budget())
                        .get(0)
                        .incarnation())
                .isZero();
        TagState lost = tags.sync(CACHE, new MarkPosition(77, made.epoch()), 88, budget());
        assertThat(lost.incarnation()).isEqualTo(88);
        assertThat(lost.marks()).isEmpty();
    }

    /** Another may load as well; whoever lost the lease does not store. */
    @Test
    void leaseThatWent_storesNothing() {
        EntryKey key = CACHE.key("leased, in the size of others" + "x".repeat(20));
        var leases = backend.leases().orElseThrow();
        assertThat(leases.acquire(key, request(7), budget()).lease()).isEqualTo(LeaseState.WON);
        evict(key.value());
        assertThat(leases.store(key, entry(7, 10), budget())).isFalse();
        assertThat(leases.acquire(key, request(8), budget()).lease()).isEqualTo(LeaseState.WON);
        assertThat(leases.store(key, entry(8, 10), budget())).isTrue();
    }

    private static LeaseRequest request(long token) {
        return new LeaseRequest(token, Duration.ofMinutes(5), StoredEntry.UNREADABLE);
    }

    /** The identity of the run may go as well: connections from before go on, and new ones are another run. */
    @Test
    void identityThatWent_costsNoCall() {
        EntryKey key = CACHE.key("first");
        evict(Greeting.RUN);
        backend.write(key, entry(5, 10), budget());
        try (CacheBackend late = TestSettings.backend(server.address())) {
            late.write(key, entry(6, 10), budget());
            assertThat(backend.read(key, budget()).orElseThrow().entryId()).isEqualTo(6);
            backend.write(key, entry(7, 10), budget());
            assertThat(late.read(key, budget()).orElseThrow().entryId()).isEqualTo(7);
        }
    }
}
