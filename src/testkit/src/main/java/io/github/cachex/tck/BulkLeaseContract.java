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
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every {@link LeaseStore} keeps when it is asked for several keys at once. Part of {@link LeaseContract}. */
public interface BulkLeaseContract extends BackendUnderTest {
    /** Asking for several is asking for each. */
    @Test
    default void acquireAll_answersEachAsAcquireDoes() {
        EntryKey missing = newKey();
        EntryKey fresh = newKey();
        EntryKey stale = newKey();
        EntryKey undecodable = newKey();
        EntryKey busy = newKey();
        EntryKey failed = newKey();
        NewEntry there = entry("there");
        NewEntry old = soonStale("old");
        NewEntry foreign = entry("foreign");
        backend().writeAll(Map.of(fresh, there, stale, old, undecodable, foreign), budget());
        acquire(busy, newId(), Duration.ofMinutes(1));
        long token = newId();
        acquire(failed, token);
        leases().release(failed, token, Release.FAILED, Duration.ofMinutes(1), budget());
        pass(over());
        Map<EntryKey, LeaseRequest> requests = new LinkedHashMap<>();
        for (EntryKey key : List.of(missing, fresh, stale, undecodable, busy, failed)) {
            requests.put(key, new LeaseRequest(newId(), LONG, foreign.entryId()));
        }

        Map<EntryKey, LeaseAnswer> answers = leases().acquireAll(requests, budget());

        assertThat(answers).containsOnlyKeys(requests.keySet());
        LeaseAnswer won = new LeaseAnswer(MISS, StoredEntry.UNREADABLE, WON, Duration.ZERO);
        assertThat(answers)
                .containsEntry(missing, won)
                .containsEntry(fresh, new LeaseAnswer(FRESH, there.entryId(), NONE, Duration.ZERO))
                .containsEntry(stale, new LeaseAnswer(STALE, old.entryId(), WON, Duration.ZERO))
                .containsEntry(undecodable, won);
        Map.of(busy, BUSY, failed, COOLDOWN)
                .forEach((key, state) -> assertThat(answers).hasEntrySatisfying(key, answer -> {
                    assertThat(answer.value()).isEqualTo(MISS);
                    assertThat(answer.lease()).isEqualTo(state);
                    assertThat(answer.left()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
                }));
        assertThat(leases().acquireAll(requests, budget())).containsEntry(missing, won);
    }

    /** Many crowds that ask for the same leases, in whatever order, have one winner each. */
    @Test
    default void concurrentAcquiresOfAll_haveOneWinnerEach() {
        List<EntryKey> keys = Stream.generate(this::newKey).limit(20).toList();
        Queue<EntryKey> won = new ConcurrentLinkedQueue<>();
        Crowd.of(8).count(member -> {
            List<EntryKey> order = new ArrayList<>(keys);
            Collections.rotate(order, member * 3);
            Map<EntryKey, LeaseRequest> requests = new LinkedHashMap<>();
            order.forEach(key -> requests.put(key, new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE)));
            LeaseStore leases =
                    (member % 2 == 0 ? backend() : otherJvm()).leases().orElseThrow();
            leases.acquireAll(requests, budget()).forEach((key, answer) -> {
                if (answer.lease() == WON) {
                    won.add(key);
                }
            });
            return true;
        });

        assertThat(won).containsExactlyInAnyOrderElementsOf(keys);
    }

    /** Several are stored each under its own lease; the answer names those that are. */
    @Test
    default void storeAll_storesWhatIsHeld() {
        EntryKey held = newKey();
        EntryKey anothers = newKey();
        EntryKey unasked = newKey();
        EntryKey invalidated = newKey();
        EntryKey again = newKey();
        NewEntry stored = entry("stored before");
        Map<EntryKey, NewEntry> entries = new LinkedHashMap<>(Map.of(again, stored));
        List.of(held, anothers, unasked, invalidated).forEach(key -> entries.put(key, entry("loaded")));
        entries.forEach((key, entry) -> {
            if (!key.equals(unasked)) {
                acquire(key, key.equals(anothers) ? newId() : entry.entryId());
            }
        });
        otherJvm().invalidate(List.of(invalidated), budget());
        leases().store(again, stored, budget());

        assertThat(leases().storeAll(entries, budget())).containsExactlyInAnyOrder(held, again);

        assertThat(backend().readAll(entries.keySet(), budget())).containsOnlyKeys(held, again);
        assertThat(acquire(held, newId()).lease()).isEqualTo(NONE);
        assertThat(acquire(anothers, newId()).lease()).isEqualTo(BUSY);
        assertThat(leases().storeAll(entries, budget())).containsExactlyInAnyOrder(held, again);
    }

    /** Hundreds are asked for and stored like one, and none is none. */
    @Test
    default void bulkOfManyLeases_isLikeEachAlone() {
        List<EntryKey> keys = Stream.generate(this::newKey).limit(300).toList();
        Map<EntryKey, LeaseRequest> requests = keys.stream()
                .collect(Collectors.toMap(key -> key, key -> new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE)));
        Map<EntryKey, NewEntry> entries = requests.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        request -> entry(
                                request.getValue().token(), request.getKey().id())));

        assertThat(leases().acquireAll(requests, budget()))
                .containsOnlyKeys(keys)
                .allSatisfy((key, answer) -> assertThat(answer.lease()).isEqualTo(WON));
        assertThat(leases().storeAll(entries, budget())).containsExactlyInAnyOrderElementsOf(keys);

        assertThat(keys).allSatisfy(key -> assertThat(content(key)).isEqualTo(key.id()));
        assertThat(leases().acquireAll(Map.of(), budget())).isEmpty();
        assertThat(leases().storeAll(Map.of(), budget())).isEmpty();
    }

    /** Who was told busy by a bulk request is woken like any other, or else finds the value when looking again. */
    @Test
    default void endOfALeaseAskedForInBulk_wakesTheOtherJvm() {
        Queue<String> woken = new ConcurrentLinkedQueue<>();
        LeaseStore there = otherJvm().leases().orElseThrow();
        there.onWake(woken::add);
        List<EntryKey> keys = Stream.generate(this::newKey).limit(3).toList();
        Map<EntryKey, NewEntry> entries = keys.stream().collect(Collectors.toMap(key -> key, key -> entry("loaded")));
        entries.forEach((key, entry) -> acquire(key, entry.entryId()));
        Map<EntryKey, LeaseRequest> requests = keys.stream()
                .collect(Collectors.toMap(key -> key, key -> new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE)));
        assertThat(there.acquireAll(requests, budget()).values())
                .extracting(LeaseAnswer::lease)
                .containsOnly(BUSY);

        leases().storeAll(entries, budget());

        if (leases().wakes()) {
            for (EntryKey key : keys) {
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> woken.contains(key.value()));
            }
        } else {
            assertThat(there.acquireAll(requests, budget()).values())
                    .extracting(LeaseAnswer::lease)
                    .doesNotContain(BUSY);
            assertThat(woken).isEmpty();
        }
    }
}
