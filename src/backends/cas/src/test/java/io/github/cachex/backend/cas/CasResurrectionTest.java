// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.Show;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Nobody reads a value that was loaded before an invalidation that had ended when he began, though one JVM is ten minutes ahead and one
 * ten behind, and loaders fall asleep; without the fence somebody does.
 */
class CasResurrectionTest {
    private static final int KEYS = 8;
    private static final int MOST_RUNS = 100;
    private static final int ROUNDS = 20_000;
    private static final Lifetime LIFETIME = Lifetime.of(Duration.ofHours(1));

    private final ManualClock clock = ManualClock.create();
    private final MapStore store = new MapStore();
    /** The versions of the source, and those whose change everybody was told of. */
    private final AtomicLong[] source = longs();

    private final AtomicLong[] told = longs();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();

    private static AtomicLong[] longs() {
        return IntStream.range(0, KEYS).mapToObj(i -> new AtomicLong()).toArray(AtomicLong[]::new);
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(30));
    }

    private static EntryKey key(int slot) {
        return new EntryKey("tck:1", "resurrection", "slot:" + slot);
    }

    private void run(boolean fenced) {
        List<CasBackend> jvms = new ArrayList<>();
        for (Duration ahead : List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(-10))) {
            jvms.add(new CasBackend("map", store.sibling(), Clock.offset(clock, ahead)));
        }
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (CasBackend jvm : jvms) {
            for (int i = 0; i < 2; i++) {
                threads.add(CompletableFuture.runAsync(() -> work(jvm, fenced), task -> new Thread(task).start()));
            }
        }
        threads.forEach(CompletableFuture::join);
        jvms.forEach(CasBackend::close);
    }

    private void work(CacheBackend jvm, boolean fenced) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int round = 0; round < ROUNDS / 4; round++) {
            int slot = random.nextInt(KEYS);
            if (random.nextInt(100) < 8) {
                long version = source[slot].incrementAndGet();
                jvm.invalidate(List.of(key(slot)), budget());
                told[slot].accumulateAndGet(version, Math::max);
            } else {
                fetch(jvm, slot, fenced);
            }
        }
    }

    private void fetch(CacheBackend jvm, int slot, boolean fenced) {
        long least = told[slot].get();
        Optional<StoredEntry> there = jvm.read(key(slot), budget()).filter(StoredEntry::isFresh);
        reads.incrementAndGet();
        if (there.isPresent()) {
            if (ByteBuffer.wrap(there.get().bytes()).getLong() < least) {
                stale.incrementAndGet();
            }
            return;
        }
        long token = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        LeaseStore leases = jvm.leases().orElseThrow();
        LeaseRequest request = new LeaseRequest(token, Duration.ofSeconds(3), StoredEntry.UNREADABLE);
        if (leases.acquire(key(slot), request, budget()).lease() != LeaseState.WON) {
            return;
        }
        byte[] loaded =
                ByteBuffer.allocate(Long.BYTES).putLong(source[slot].get()).array();
        // Meanwhile others go on.
        var unused = jvm.read(key((slot + 1) % KEYS), budget());
        NewEntry entry = new NewEntry(token, loaded, LIFETIME);
        if (fenced) {
            leases.store(key(slot), entry, budget());
        } else {
            jvm.write(key(slot), entry, budget());
        }
    }

    @Test
    void fencedStores_bringNothingBack() {
        run(true);
        assertThat(reads).hasValueGreaterThan(ROUNDS);
        Show.exactly("resurrection cas", stale.get(), 0, "stale of " + reads + " reads, fenced, clocks 10 min apart");
    }

    @Test
    void unfencedStores_do() {
        // When threads hardly meet, nothing is overtaken.
        for (int runs = 0; runs < MOST_RUNS && stale.get() == 0; runs++) {
            run(false);
        }
        assertThat(stale).hasPositiveValue();
        Show.figure("resurrection cas", stale + " stale of " + reads + " reads, unfenced (more than 0)");
    }
}
