// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
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
import java.util.Map;
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

    @Test
    void spentBudget_begetsNoCall() {
        assertThatThrownBy(() -> backend.read(newKey(), CallBudget.of(Duration.ZERO)))
                .isInstanceOf(CacheConnectionException.class)
                .hasMessageContaining("backend-budget");
    }
}
