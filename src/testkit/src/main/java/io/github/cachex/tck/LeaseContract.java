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

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every {@link io.github.cachex.spi.LeaseStore} keeps: one winner, a ttl, and no store without the lease. */
public interface LeaseContract extends BulkLeaseContract {
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
        pass(OVER);

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
        acquire(key, newId(), SHORT);
        pass(OVER);

        assertThat(acquire(key, newId()).lease()).isEqualTo(WON);
    }

    /** The holder stores; then the entry is there and the lease is not. */
    @Test
    default void storeByTheHolder_storesAndEndsTheLease() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);

        assertThat(leases().store(key, entry(token, "loaded"), budget())).isTrue();

        assertThat(content(key)).isEqualTo("loaded");
        assertThat(acquire(key, newId())).isEqualTo(new LeaseAnswer(FRESH, token, NONE, Duration.ZERO));
        assertThat(leases().renew(key, token, LONG, budget())).isFalse();
    }

    /** A stale entry is replaced. */
    @Test
    default void storeOverAStaleEntry_replacesIt() {
        EntryKey key = newKey();
        backend().write(key, soonStale("old"), budget());
        pass(OVER);
        long token = newId();
        acquire(key, token);

        assertThat(leases().store(key, entry(token, "new"), budget())).isTrue();

        assertThat(content(key)).isEqualTo("new");
    }

    /** After a lost answer, the entry being there is success. */
    @Test
    default void repeatedStore_succeedsWhileItIsThere() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);
        leases().store(key, entry(token, "loaded"), budget());

        assertThat(leases().store(key, entry(token, "loaded"), budget())).isTrue();
        backend().write(key, entry("newer"), budget());
        assertThat(leases().store(key, entry(token, "loaded"), budget())).isFalse();

        assertThat(content(key)).isEqualTo("newer");
    }

    /** Without the lease nothing is stored. */
    @Test
    default void storeWithoutALease_isRefused() {
        EntryKey key = newKey();

        assertThat(leases().store(key, entry("unasked"), budget())).isFalse();

        assertThat(content(key)).isEqualTo("nothing");
    }

    /** Another's lease is no lease. */
    @Test
    default void storeUnderAnothersLease_isRefused() {
        EntryKey key = newKey();
        long holder = newId();
        acquire(key, holder);

        assertThat(leases().store(key, entry("intruder"), budget())).isFalse();

        assertThat(leases().store(key, entry(holder, "loaded"), budget())).isTrue();
        assertThat(content(key)).isEqualTo("loaded");
    }

    /** A loader that paused longer than its lease comes too late, whether or not another took over. */
    @Test
    default void storeAfterTheLeaseEnded_isRefused() {
        EntryKey key = newKey();
        long late = newId();
        acquire(key, late, SHORT);
        pass(OVER);
        assertThat(leases().store(key, entry(late, "late"), budget())).isFalse();

        long next = newId();
        acquire(key, next);
        assertThat(leases().store(key, entry(late, "late"), budget())).isFalse();

        assertThat(content(key)).isEqualTo("nothing");
        assertThat(leases().store(key, entry(next, "loaded"), budget())).isTrue();
    }

    /** No write lets a load under way bring an older value back, and its waiters need not wait on. */
    @Test
    default void storeAfterAnyWrite_isRefused() {
        Map<String, BiConsumer<EntryKey, NewEntry>> writes = Map.of(
                "write", (key, entry) -> backend().write(key, entry, budget()),
                "writeAll", (key, entry) -> backend().writeAll(Map.of(key, entry), budget()),
                "writeIfAbsent", (key, entry) -> backend().writeIfAbsent(key, entry, OptionalLong.empty(), budget()),
                "remove", (key, entry) -> backend().remove(key, budget()),
                "invalidate", (key, entry) -> backend().invalidate(List.of(key), budget()),
                "expire", (key, entry) -> backend().expire(List.of(key), budget()),
                "expire in the other JVM", (key, entry) -> otherJvm().expire(List.of(key), budget()),
                "write in the other JVM", (key, entry) -> otherJvm().write(key, entry, budget()),
                "invalidate in the other JVM", (key, entry) -> otherJvm().invalidate(List.of(key), budget()));
        writes.forEach((name, write) -> {
            EntryKey key = newKey();
            long late = newId();
            acquire(key, late);
            write.accept(key, entry("written"));

            assertThat(leases().store(key, entry(late, "older"), budget()))
                    .as(name)
                    .isFalse();
            assertThat(content(key)).as(name).isNotEqualTo("older");
            assertThat(leases().renew(key, late, LONG, budget())).as(name).isFalse();
        });
    }

    /** A touch is a write too: it ends the lease of one who wants to replace that entry. */
    @Test
    default void storeAfterATouch_isRefused() {
        EntryKey key = newKey();
        NewEntry there = entry("there");
        backend().write(key, there, budget());
        long late = newId();
        leases().acquire(key, new LeaseRequest(late, LONG, there.entryId()), budget());
        backend().touch(key, Lifetime.of(LONG), budget());

        assertThat(leases().store(key, entry(late, "late"), budget())).isFalse();
    }

    /** A slide changes no value: it leaves the load of one who wants to replace that entry alone. */
    @Test
    default void storeAfterASlide_succeeds() {
        EntryKey key = newKey();
        NewEntry there = entry("there");
        backend().write(key, there, budget());
        long token = newId();
        leases().acquire(key, new LeaseRequest(token, LONG, there.entryId()), budget());
        assertThat(backend().slide(key, there.entryId(), Lifetime.of(LONG), budget()))
                .isTrue();

        assertThat(leases().store(key, entry(token, "replaced"), budget())).isTrue();
        assertThat(content(key)).isEqualTo("replaced");
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

    /** A discard makes room and ends no load. */
    @Test
    default void storeAfterADiscard_succeeds() {
        EntryKey key = newKey();
        NewEntry old = soonStale("old");
        backend().write(key, old, budget());
        pass(OVER);
        long token = newId();
        acquire(key, token);
        backend().scan().ifPresent(scan -> scan.discard(Map.of(key, old.entryId()), budget()));

        assertThat(leases().store(key, entry(token, "loaded"), budget())).isTrue();
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

    /** A released lease can be won at once; its former holder stores nothing. */
    @Test
    default void abandonedRelease_leavesNothing() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);

        assertThat(leases().release(key, token, Release.ABANDONED, LONG, budget()))
                .isTrue();

        assertThat(leases().store(key, entry(token, "late"), budget())).isFalse();
        assertThat(acquire(key, newId()).lease()).isEqualTo(WON);
    }

    /** After a load that stored nothing, nobody waits and nobody wins until the marker ends. */
    @Test
    default void failedOrUnstoredRelease_coolsDown() {
        for (Release reason : List.of(Release.FAILED, Release.UNSTORED)) {
            EntryKey key = newKey();
            long token = newId();
            acquire(key, token);

            assertThat(leases().release(key, token, reason, Duration.ofMinutes(1), budget()))
                    .isTrue();

            LeaseAnswer answer = acquire(key, newId());
            assertThat(answer.value()).isEqualTo(MISS);
            assertThat(answer.lease()).isEqualTo(COOLDOWN);
            assertThat(answer.left()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
            assertThat(acquire(key, token).lease()).isEqualTo(COOLDOWN);
            assertThat(leases().store(key, entry(token, "late"), budget())).isFalse();
            assertThat(leases().renew(key, token, LONG, budget())).isFalse();
            assertThat(content(key)).isEqualTo("nothing");
        }
    }

    /** The marker ends by itself. */
    @Test
    default void acquireAfterTheMarkerEnded_wins() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);
        leases().release(key, token, Release.FAILED, SHORT, budget());
        assertThat(acquire(key, newId()).lease()).isEqualTo(COOLDOWN);
        pass(OVER);

        assertThat(acquire(key, newId()).lease()).isEqualTo(WON);
    }

    /** A stale entry can be served while its loader is left in peace. */
    @Test
    default void cooldownWithAStaleEntry_namesIt() {
        EntryKey key = newKey();
        NewEntry old = soonStale("old");
        backend().write(key, old, budget());
        pass(OVER);
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

    /** A release may be repeated after a lost answer. */
    @Test
    default void repeatedRelease_answersTheSame() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);
        leases().release(key, token, Release.FAILED, LONG, budget());

        assertThat(leases().release(key, token, Release.FAILED, LONG, budget())).isTrue();
        assertThat(acquire(key, newId()).lease()).isEqualTo(COOLDOWN);
    }

    /** Who does not hold the lease cannot release it, nor leave a marker. */
    @Test
    default void releaseByAnother_doesNothing() {
        EntryKey key = newKey();
        assertThat(leases().release(key, newId(), Release.FAILED, LONG, budget()))
                .isFalse();
        long holder = newId();
        assertThat(acquire(key, holder).lease()).isEqualTo(WON);

        assertThat(leases().release(key, newId(), Release.FAILED, LONG, budget()))
                .isFalse();
        assertThat(leases().release(key, newId(), Release.ABANDONED, LONG, budget()))
                .isFalse();

        assertThat(acquire(key, newId()).lease()).isEqualTo(BUSY);
        assertThat(leases().store(key, entry(holder, "loaded"), budget())).isTrue();
    }

    /** A lease that ended is not released any more. */
    @Test
    default void releaseAfterTheLeaseEnded_doesNothing() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token, SHORT);
        pass(OVER);

        assertThat(leases().release(key, token, Release.FAILED, LONG, budget())).isFalse();
        assertThat(acquire(key, newId()).lease()).isEqualTo(WON);
    }

    /** A renewed lease lasts. */
    @Test
    default void renewByTheHolder_extendsTheLease() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token, SHORT);

        assertThat(leases().renew(key, token, LONG, budget())).isTrue();
        pass(OVER);

        assertThat(acquire(key, newId()).lease()).isEqualTo(BUSY);
        assertThat(leases().store(key, entry(token, "loaded"), budget())).isTrue();
    }

    /** What is not held cannot be renewed; a lease that ended does not come back. */
    @Test
    default void renewOfWhatIsNotHeld_doesNothing() {
        EntryKey key = newKey();
        assertThat(leases().renew(key, newId(), LONG, budget())).isFalse();
        long ended = newId();
        acquire(key, ended, SHORT);
        assertThat(leases().renew(key, newId(), LONG, budget())).isFalse();
        pass(OVER);

        assertThat(leases().renew(key, ended, LONG, budget())).isFalse();
        assertThat(acquire(key, newId()).lease()).isEqualTo(WON);
    }

    /** Who waits in another JVM is woken when the wait is over, whatever ended it; also the first one, which connects. */
    @Test
    default void endOfALease_wakesTheOtherJvm() {
        Queue<String> woken = new ConcurrentLinkedQueue<>();
        otherJvm().leases().orElseThrow().onWake(woken::add);
        Map<String, BiConsumer<EntryKey, Long>> ends = Map.of(
                "store", (key, token) -> leases().store(key, entry(token, "loaded"), budget()),
                "release", (key, token) -> leases().release(key, token, Release.FAILED, LONG, budget()),
                "abandon", (key, token) -> leases().release(key, token, Release.ABANDONED, LONG, budget()),
                "write", (key, token) -> backend().write(key, entry("put"), budget()),
                "writeAll", (key, token) -> backend().writeAll(Map.of(key, entry("put")), budget()),
                "storeAll", (key, token) -> leases().storeAll(Map.of(key, entry(token, "loaded")), budget()),
                "remove", (key, token) -> backend().remove(key, budget()),
                "expire", (key, token) -> backend().expire(List.of(key), budget()),
                "invalidate", (key, token) -> backend().invalidate(List.of(key), budget()));
        ends.forEach((name, end) -> {
            EntryKey key = newKey();
            long token = newId();
            acquire(key, token);
            LeaseRequest waiting = new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE);
            assertThat(otherJvm()
                            .leases()
                            .orElseThrow()
                            .acquire(key, waiting, budget())
                            .lease())
                    .isEqualTo(BUSY);
            end.accept(key, token);

            Awaitility.await(name).atMost(Duration.ofSeconds(10)).until(() -> woken.contains(key.value()));
        });
    }

    /** With a spent budget an operation ends at once: it answers what is true, or throws. */
    @Test
    default void leaseOperationsWithASpentBudget_endAtOnce() {
        EntryKey key = newKey();
        long holder = newId();
        acquire(key, holder);
        LeaseRequest request = new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE);
        List<Runnable> operations = List.of(
                () -> assertThat(leases().acquire(key, request, spentBudget()).lease())
                        .isEqualTo(BUSY),
                () -> assertThat(leases().store(key, entry("intruder"), spentBudget()))
                        .isFalse(),
                () -> assertThat(leases().acquireAll(Map.of(key, request), spentBudget())
                                .values())
                        .extracting(LeaseAnswer::lease)
                        .containsExactly(BUSY),
                () -> assertThat(leases().storeAll(Map.of(key, entry("intruder")), spentBudget()))
                        .isEmpty(),
                () -> assertThat(leases().release(key, newId(), Release.FAILED, LONG, spentBudget()))
                        .isFalse(),
                () -> assertThat(leases().renew(key, newId(), LONG, spentBudget()))
                        .isFalse());
        for (Runnable operation : operations) {
            try {
                operation.run();
            } catch (CacheBackendException e) {
                assertThat(Optional.of(e.key())).hasValue(key.value());
            }
        }
        assertThat(leases().store(key, entry(holder, "loaded"), budget())).isTrue();
    }
}
