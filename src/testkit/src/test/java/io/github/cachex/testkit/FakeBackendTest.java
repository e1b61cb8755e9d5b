// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.ValueState;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.LeaseContract;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FakeBackendTest implements BackendContract, LeaseContract {
    private final ManualClock clock = ManualClock.create();
    private final FakeBackend backend = FakeBackend.on(clock);
    private final FakeBackend sibling = backend.sibling();

    @Override
    public CacheBackend backend() {
        return backend;
    }

    @Override
    public CacheBackend otherJvm() {
        return sibling;
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void foreignBytes_areUnreadableAndReplaced() {
        EntryKey key = newKey();
        backend.plantForeign(key, new byte[] {1, 2, 3});

        assertThat(backend.read(key, budget()).orElseThrow().entryId()).isZero();
        assertThat(acquire(key, newId()).value()).isEqualTo(ValueState.MISS);
        assertThat(backend.isLeased(key)).isTrue();
        assertThat(backend.writeIfAbsent(key, entry("ours"), OptionalLong.empty(), budget()))
                .isTrue();
        assertThat(content(key)).isEqualTo("ours");
        assertThat(backend.isLeased(key)).isFalse();
    }

    @Test
    void close_closesOneSiblingAlone() {
        backend.close();

        assertThat(backend.isClosed()).isTrue();
        assertThat(sibling.isClosed()).isFalse();
    }
}
