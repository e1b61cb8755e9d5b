// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.NewEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Redis that refuses writes alone still answers, and says so. */
class RefusedWritesTest extends OnSickRedis {
    @Test
    void outOfMemory_refusesWritesAndStillAnswersStaleValues() {
        EntryKey stale = newKey();
        EntryKey leased = newKey();
        NewEntry old = soonStale("old");
        healthy.write(stale, old, budget());
        long token = newId();
        acquire(leased, token);
        pass(OVER);
        Raw.command(redis.port(), "CONFIG SET maxmemory 1");

        CacheBackendException failure = failure(() -> healthy.write(newKey(), entry("more"), usual()));
        assertThat(failure).isNotInstanceOf(CacheConnectionException.class).hasMessageContaining("OOM");
        assertThat(failure.perhapsApplied()).isFalse();
        assertThat(acquire(stale, newId()))
                .returns(LeaseState.NONE, answer -> answer.lease())
                .returns(old.entryId(), answer -> answer.entryId());
        // The lease cannot become a marker, but it ends.
        assertThat(leases().release(leased, token, Release.UNSTORED, LONG, budget()))
                .isTrue();
        Raw.command(redis.port(), "CONFIG SET maxmemory 0");
        assertThat(acquire(leased, newId()).lease()).isEqualTo(LeaseState.WON);
    }

    @Test
    void readOnlyReplica_refusesWritesAndStillAnswers() {
        EntryKey key = newKey();
        EntryKey stale = newKey();
        healthy.write(key, entry("there"), budget());
        healthy.write(stale, soonStale("old"), budget());
        pass(OVER);
        Raw.command(redis.port(), "REPLICAOF 127.0.0.1 1");

        assertThat(content(key)).isEqualTo("there");
        assertThat(failure(() -> healthy.write(key, entry("new"), usual()))).hasMessageContaining("READONLY");
        assertThat(failure(() -> healthy.invalidate(List.of(key), usual()))).hasMessageContaining("READONLY");
        assertThat(failure(() -> healthy.writeAll(Map.of(key, entry("a"), stale, entry("b")), usual())))
                .hasMessageContaining("READONLY")
                .hasMessageContaining("1 more");
        assertThat(acquire(stale, newId()).lease()).isEqualTo(LeaseState.NONE);
    }
}
