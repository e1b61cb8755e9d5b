// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static io.github.cachex.spi.LeaseStore.LeaseState.BUSY;
import static io.github.cachex.spi.LeaseStore.LeaseState.COOLDOWN;
import static io.github.cachex.spi.LeaseStore.LeaseState.NONE;
import static io.github.cachex.spi.LeaseStore.LeaseState.WON;
import static io.github.cachex.spi.LeaseStore.ValueState.FRESH;
import static io.github.cachex.spi.LeaseStore.ValueState.MISS;
import static io.github.cachex.spi.LeaseStore.ValueState.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link io.github.cachex.spi.LeaseStore} keeps when a lease is asked for: one winner, and a ttl. */
public interface AcquireContract extends BackendUnderTest {
    /** Nothing stored, nobody loading: the caller loads. */
    @Test
    default void acquireOfNothing_wins() {
        assertThat(acquire(newKey(), newId()))
                .isEqualTo(new LeaseAnswer(MISS, StoredEntry.UNREADABLE, WON, Duration.ZERO));
    }

    /** After a lost answer, the holder's token wins again. */
    @Test
    default void acquireWithTheHoldersToken_winsAgain() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);

        assertThat(acquire(key, token).lease()).isEqualTo(WON);
        assertThat(acquire(key, newId()).lease()).isEqualTo(BUSY);
    }

    /** Everyone else hears that it is taken, and for how long. */
    @Test
    default void acquireOfATakenLease_isBusy() {
        EntryKey key = newKey();
        acquire(key, newId(), Duration.ofMinutes(1));

        LeaseAnswer answer = acquire(key, newId());

        assertThat(answer.value()).isEqualTo(MISS);
        assertThat(answer.lease()).isEqualTo(BUSY);
        assertThat(answer.left()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    /** The lease holds across JVMs. */
    @Test
    default void acquireFromTheOtherJvm_isBusy() {
        EntryKey key = newKey();
        acquire(key, newId());

        LeaseRequest request = new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE);
        assertThat(otherJvm()
                        .leases()
                        .orElseThrow()
                        .acquire(key, request, budget())
                        .lease())
                .isEqualTo(BUSY);
    }

    /** One of many wins. */
    @Test
    default void concurrentAcquires_haveOneWinner() {
        EntryKey key = newKey();

        long winners = Crowd.of(16).count(i -> {
            var leases = (i % 2 == 0 ? backend() : otherJvm()).leases().orElseThrow();
            return leases.acquire(key, new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE), budget())
                            .lease()
                    == WON;
        });

        assertThat(winners).isEqualTo(1);
    }

    /** A fresh entry needs no lease. */
    @Test
    default void acquireWithAFreshEntry_takesNothing() {
        EntryKey key = newKey();
        NewEntry entry = entry("fresh");
        backend().write(key, entry, budget());

        assertThat(acquire(key, newId())).isEqualTo(new LeaseAnswer(FRESH, entry.entryId(), NONE, Duration.ZERO));
        long token = newId();
        assertThat(leases().store(key, entry(token, "unasked"), budget())).isFalse();
    }

    /** A stale entry is named, won or not. */
    @Test
    default void acquireWithAStaleEntry_namesIt() {
        EntryKey key = newKey();
        NewEntry entry = soonStale("old");
        backend().write(key, entry, budget());
        pass(over());

        assertThat(acquire(key, newId())).isEqualTo(new LeaseAnswer(STALE, entry.entryId(), WON, Duration.ZERO));
        LeaseAnswer second = acquire(key, newId());
        assertThat(second.value()).isEqualTo(STALE);
        assertThat(second.entryId()).isEqualTo(entry.entryId());
        assertThat(second.lease()).isEqualTo(BUSY);
    }

    /** The entry that the caller could not decode counts as absent; any other does not. */
    @Test
    default void acquireWithARejectedEntry_isAMiss() {
        EntryKey key = newKey();
        NewEntry undecodable = entry("undecodable");
        backend().write(key, undecodable, budget());

        LeaseRequest other = new LeaseRequest(newId(), LONG, newId());
        assertThat(leases().acquire(key, other, budget()).value()).isEqualTo(FRESH);
        LeaseRequest same = new LeaseRequest(newId(), LONG, undecodable.entryId());
        assertThat(leases().acquire(key, same, budget()))
                .isEqualTo(new LeaseAnswer(MISS, StoredEntry.UNREADABLE, WON, Duration.ZERO));

        assertThat(leases().store(key, entry(same.token(), "readable"), budget()))
                .isTrue();
        assertThat(content(key)).isEqualTo("readable");
    }

    /** A lease always ends by itself. */
    @Test
    default void acquireAfterTheLeaseEnded_wins() {
        EntryKey key = newKey();
        acquire(key, newId(), brief());
        pass(over());

        assertThat(acquire(key, newId()).lease()).isEqualTo(WON);
    }

    /** An expired entry is stale at once, and its lease is there to be won by a new load. */
    @Test
    default void acquireAfterAnExpiry_winsWithTheStaleEntry() {
        EntryKey key = newKey();
        NewEntry there = entry(newId(), "there", new Lifetime(LONG, LONG));
        backend().write(key, there, budget());
        backend().expire(List.of(key), budget());

        assertThat(acquire(key, newId())).isEqualTo(new LeaseAnswer(STALE, there.entryId(), WON, Duration.ZERO));
    }

    /** A new load may start after an invalidation; only the old one is refused. */
    @Test
    default void acquireAfterAnInvalidation_winsForTheNewLoad() {
        EntryKey key = newKey();
        long old = newId();
        acquire(key, old);
        backend().invalidate(List.of(key), budget());
        long fresh = newId();

        assertThat(acquire(key, fresh).lease()).isEqualTo(WON);
        assertThat(leases().store(key, entry(old, "old"), budget())).isFalse();
        assertThat(leases().store(key, entry(fresh, "fresh"), budget())).isTrue();
        assertThat(content(key)).isEqualTo("fresh");
    }

    /** The marker ends by itself. */
    @Test
    default void acquireAfterTheMarkerEnded_wins() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);
        leases().release(key, token, Release.FAILED, brief(), budget());
        assertThat(acquire(key, newId()).lease()).isEqualTo(COOLDOWN);
        pass(over());

        assertThat(acquire(key, newId()).lease()).isEqualTo(WON);
    }

    /** A stale entry can be served while its loader is left in peace. */
    @Test
    default void cooldownWithAStaleEntry_namesIt() {
        EntryKey key = newKey();
        NewEntry old = soonStale("old");
        backend().write(key, old, budget());
        pass(over());
        long token = newId();
        acquire(key, token);
        leases().release(key, token, Release.FAILED, LONG, budget());

        LeaseAnswer answer = acquire(key, newId());

        assertThat(answer.value()).isEqualTo(STALE);
        assertThat(answer.entryId()).isEqualTo(old.entryId());
        assertThat(answer.lease()).isEqualTo(COOLDOWN);
    }

    /** A write ends the marker: what it says is no longer true. */
    @Test
    default void acquireAfterAnInvalidation_knowsNoMarker() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);
        leases().release(key, token, Release.UNSTORED, LONG, budget());
        backend().invalidate(List.of(key), budget());

        assertThat(acquire(key, newId()).lease()).isEqualTo(WON);
    }
}
