// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static io.github.cachex.spi.LeaseStore.LeaseState.BUSY;
import static io.github.cachex.spi.LeaseStore.LeaseState.COOLDOWN;
import static io.github.cachex.spi.LeaseStore.LeaseState.WON;
import static io.github.cachex.spi.LeaseStore.ValueState.MISS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every {@link io.github.cachex.spi.LeaseStore} keeps: one winner, a ttl, and no store without the lease. */
public interface LeaseContract extends AcquireContract, FencedStoreContract, BulkLeaseContract {
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

    /** Who loads whatever is stored wins in spite of a marker, and tells others what it stored. */
    @Test
    default void requestThatLetsNoMarkerStand_wins() {
        EntryKey key = newKey();
        long failed = newId();
        acquire(key, failed);
        leases().release(key, failed, Release.FAILED, LONG, budget());
        long token = newId();

        LeaseRequest request = new LeaseRequest(token, LONG, Duration.ZERO, StoredEntry.UNREADABLE);
        assertThat(leases().acquire(key, request, budget()).lease()).isEqualTo(WON);

        assertThat(leases().storeAndTell(key, entry(token, "new"), budget())).isTrue();
        assertThat(leases().storeAndTell(key, entry(token, "new"), budget())).isTrue();
        assertThat(leases().storeAndTell(key, entry(newId(), "late"), budget())).isFalse();
        assertThat(content(key)).isEqualTo("new");
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
        acquire(key, token, brief());
        pass(over());

        assertThat(leases().release(key, token, Release.FAILED, LONG, budget())).isFalse();
        assertThat(acquire(key, newId()).lease()).isEqualTo(WON);
    }

    /** A renewed lease lasts. */
    @Test
    default void renewByTheHolder_extendsTheLease() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token, brief());

        assertThat(leases().renew(key, token, LONG, budget())).isTrue();
        pass(over());

        assertThat(acquire(key, newId()).lease()).isEqualTo(BUSY);
        assertThat(leases().store(key, entry(token, "loaded"), budget())).isTrue();
    }

    /** What is not held cannot be renewed; a lease that ended does not come back. */
    @Test
    default void renewOfWhatIsNotHeld_doesNothing() {
        EntryKey key = newKey();
        assertThat(leases().renew(key, newId(), LONG, budget())).isFalse();
        long ended = newId();
        acquire(key, ended, brief());
        assertThat(leases().renew(key, newId(), LONG, budget())).isFalse();
        pass(over());

        assertThat(leases().renew(key, ended, LONG, budget())).isFalse();
        assertThat(acquire(key, newId()).lease()).isEqualTo(WON);
    }

    /** Who waits in another JVM is woken when the wait is over, whatever ended it, also the first one; or finds that when looking again. */
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

            if (leases().wakes()) {
                Awaitility.await(name).atMost(Duration.ofSeconds(10)).until(() -> woken.contains(key.value()));
            } else {
                LeaseRequest lookingAgain = new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE);
                assertThat(otherJvm()
                                .leases()
                                .orElseThrow()
                                .acquire(key, lookingAgain, budget())
                                .lease())
                        .as(name)
                        .isNotEqualTo(BUSY);
                assertThat(woken).as(name).isEmpty();
            }
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
