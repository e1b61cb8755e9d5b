// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.ValueState;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.BulkLeaseContract;
import io.github.cachex.tck.ClockContract;
import io.github.cachex.tck.CounterContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LifetimeContract;
import io.github.cachex.tck.TagContract;
import io.github.cachex.testkit.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CasBackendTest
        implements BackendContract,
                LeaseContract,
                BulkLeaseContract,
                LifetimeContract,
                TagContract,
                CounterContract,
                ClockContract {
    private final ManualClock clock = ManualClock.create();
    private final MapStore store = new MapStore();
    private final CasBackend backend = new CasBackend("map", store, clock);
    private final CasBackend other = new CasBackend("map", store.sibling(), clock);
    private final Map<Duration, CasBackend> apart = new HashMap<>();

    @Override
    public CacheBackend backend() {
        return backend;
    }

    @Override
    public CacheBackend otherJvm() {
        return other;
    }

    @Override
    public CacheBackend otherClock(Duration ahead) {
        return apart.computeIfAbsent(ahead, time -> new CasBackend("map", store.sibling(), Clock.offset(clock, time)));
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @AfterEach
    void close() {
        backend.close();
        other.close();
        apart.values().forEach(CasBackend::close);
    }

    @Test
    void capabilities_areThoseWithoutPushesAndScan() {
        assertThat(backend.capabilities())
                .containsExactlyInAnyOrder(
                        Capability.LEASES, Capability.MARKS, Capability.COUNTERS, Capability.REPLACEMENT);
    }

    @Test
    void foreignRecord_isUnreadableAndReplaced() {
        EntryKey key = newKey();
        byte[] foreign = {1, 2, 3};
        store.put(key.value(), CasStore.ABSENT, foreign, CasStore.NEVER, budget());
        assertThat(backend.read(key, budget()))
                .hasValueSatisfying(there -> assertThat(there.entryId()).isEqualTo(StoredEntry.UNREADABLE));
        backend.write(key, entry("new"), budget());
        assertThat(other.read(key, budget())).isPresent();
    }

    /** Else each who asks would take the marks for others than the one before did, and nothing would be kept. */
    @Test
    void marksThatCannotBeRead_areMadeAnewOnce() {
        CacheSpace space = newKey().space();
        store.put(space.value() + ":marks", CasStore.ABSENT, new byte[] {1, 2, 3}, CasStore.NEVER, budget());
        MarkPosition nothing = new MarkPosition(0, 0);
        TagState first = backend.tags().orElseThrow().sync(space, nothing, 5, budget());
        TagState second = other.tags().orElseThrow().sync(space, nothing, 6, budget());
        assertThat(second.incarnation()).isEqualTo(first.incarnation()).isEqualTo(5);
    }

    private static LeaseRequest request(long token) {
        return new LeaseRequest(token, LONG, StoredEntry.UNREADABLE);
    }

    private static LeaseStore leases(CacheBackend backend) {
        return backend.leases().orElseThrow();
    }

    private boolean won(CacheBackend backend, EntryKey key, long token) {
        return leases(backend).acquire(key, request(token), budget()).lease() == LeaseState.WON;
    }

    @Test
    void guardedMiss_isThreeTrips_andAHitOne() {
        CountedStore counted = new CountedStore(store);
        CasBackend here = new CasBackend("map", counted, clock);
        EntryKey key = newKey();
        assertThat(here.read(key, budget())).isEmpty();
        assertThat(won(here, key, 7)).isTrue();
        assertThat(leases(here).store(key, entry(7, "loaded"), budget())).isTrue();
        assertThat(counted.trips()).isEqualTo(3);
        assertThat(other.read(key, budget())).isPresent();
        assertThat(here.read(key, budget())).isPresent();
        assertThat(counted.trips()).isEqualTo(4);
        here.invalidate(List.of(key), budget());
        assertThat(counted.trips()).isEqualTo(6);
    }

    @Test
    void whatWasSeen_isNoTruth() {
        EntryKey key = newKey();
        assertThat(backend.read(key, budget())).isEmpty();
        other.write(key, entry(5, "of the other"), budget());
        assertThat(leases(backend).acquire(key, request(7), budget()).value()).isEqualTo(ValueState.FRESH);

        EntryKey overtaken = newKey();
        assertThat(won(backend, overtaken, 7)).isTrue();
        other.invalidate(List.of(overtaken), budget());
        assertThat(won(other, overtaken, 8)).isTrue();
        assertThat(leases(backend).store(overtaken, entry(7, "old"), budget())).isFalse();
        assertThat(leases(other).store(overtaken, entry(8, "new"), budget())).isTrue();

        EntryKey invalidated = newKey();
        assertThat(backend.read(invalidated, budget())).isEmpty();
        other.write(invalidated, entry(5, "of the other"), budget());
        assertThat(backend.invalidate(List.of(invalidated), budget())).isEqualTo(1);
        assertThat(other.read(invalidated, budget())).isEmpty();
    }

    @Test
    void whatWasSeen_isForgottenInTime() {
        Seen seen = new Seen();
        for (int i = 0; i < 1_000_000; i++) {
            seen.nothing("name " + i);
        }
        assertThat(IntStream.range(0, 1_000_000)
                        .filter(i -> seen.take("name " + i).isPresent())
                        .count())
                .isBetween(1L, 10_000L);
    }

    @Test
    void spentBudget_begetsNoCall() {
        assertThatThrownBy(() -> backend.read(newKey(), CallBudget.of(Duration.ZERO)))
                .isInstanceOf(CacheConnectionException.class)
                .hasMessageContaining("backend-budget");
    }
}
