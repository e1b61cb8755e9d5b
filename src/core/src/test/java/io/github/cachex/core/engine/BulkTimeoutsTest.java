// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.freshness.TimedBulk;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.WaitingThreads;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Soft and hard timeouts of loads of several keys. */
class BulkTimeoutsTest {
    private static final CacheKey<String> A = CacheKey.of("a", String.class);
    private static final CacheKey<String> B = CacheKey.of("b", String.class);
    private static final CacheOptions STALE = CacheOptions.ttl("1h").staleTtl("1h");
    private static final CacheOptions HARD = CacheOptions.ttl("1h").hardTimeout("20ms");

    private final Fixture fixture = new Fixture();
    private final CacheHandler here = fixture.here;
    private final Barrier loading = new Barrier();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        loading.open();
        fixture.close();
    }

    private Map<CacheKey<String>, String> load(Collection<CacheKey<String>> missing) {
        loads.incrementAndGet();
        loading.arrive();
        Map<CacheKey<String>, String> loaded = new HashMap<>();
        missing.forEach(key -> loaded.put(key, "new"));
        return loaded;
    }

    private Map<CacheKey<String>, String> fetch(CacheOptions options) {
        return here.fetchAll(List.of(A, B), options, this::load);
    }

    private void awaitStored() {
        loading.open();
        Awaitility.await().until(() -> here.getAll(List.of(A, B)).equals(Map.of(A, "new", B, "new")));
        assertThat(loads).hasValue(1);
    }

    @Test
    void slowLoad_endsTheWaitAtTheHardTimeoutAndIsStored() {
        assertThatThrownBy(() -> fetch(HARD)).isInstanceOf(CacheTimeoutException.class);
        awaitStored();
    }

    @Test
    void slowLoadOfStaleValues_servesThemAtTheSoftTimeout() {
        here.putAll(Map.of(A, "old", B, "old"), STALE);
        here.expire("a", "b");
        assertThat(fetch(STALE.softTimeout("0"))).containsExactly(Map.entry(A, "old"), Map.entry(B, "old"));
        awaitStored();
    }

    @Test
    void slowLoadOfWhatIsNotAllStale_isAwaited() throws Exception {
        here.put(A, "old", STALE);
        here.expire("a");
        Future<Map<CacheKey<String>, String>> caller = fixture.async(() -> fetch(STALE.softTimeout("0")));
        loading.await();
        loading.open();
        assertThat(caller.get(1, TimeUnit.MINUTES)).containsExactly(Map.entry(A, "new"), Map.entry(B, "new"));
    }

    @Test
    void failureInTime_arrivesAsItWasThrown() {
        IOException failure = new IOException("source down");
        assertThatThrownBy(() -> here.fetchAll(List.of(A, B), HARD.hardTimeout("1h"), missing -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    /** The caller's own load of a third key waits for the two, and these for it. */
    @Test
    void loadThatAsksForWhatItsCallerLoads_ends() throws Exception {
        CacheKey<String> outer = CacheKey.of("outer", String.class);
        CacheOptions patient = HARD.hardTimeout("1h");
        Future<String> caller = fixture.async(() -> here.fetch(
                outer,
                () -> here.fetchAll(List.of(A, B), patient, missing -> {
                            String own = here.fetch(outer, () -> "alone");
                            Map<CacheKey<String>, String> loaded = new HashMap<>();
                            missing.forEach(key -> loaded.put(key, own));
                            return loaded;
                        })
                        .get(A)));
        assertThat(caller.get(1, TimeUnit.MINUTES)).isEqualTo("alone");
    }

    @Test
    void interruptedCaller_leavesTheLoadToOthers() throws Exception {
        Thread[] caller = new Thread[1];
        Future<?> interrupted = fixture.async(() -> {
            caller[0] = Thread.currentThread();
            return fetch(HARD.hardTimeout("1h"));
        });
        loading.await();
        WaitingThreads.await(caller[0], TimedBulk.class);
        caller[0].interrupt();
        assertThatThrownBy(() -> interrupted.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(CacheInterruptedException.class);
        awaitStored();
    }
}
