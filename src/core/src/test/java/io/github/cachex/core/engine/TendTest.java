// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.RecordingListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries that are read are refreshed before they end, or slide; the clock is the backend's. */
class TendTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final CacheKey<Optional<String>> NOTHING =
            CacheKey.of("2", new io.github.cachex.TypeRef<Optional<String>>() {});
    private static final CacheOptions AHEAD = CacheOptions.ttl("100s").refreshAhead(0.8);
    private static final CacheOptions SLIDING = CacheOptions.ttl("80s").sliding(true);

    private final ManualClock clock = ManualClock.create();
    private final FakeBackend fake = FakeBackend.on(clock);
    private final FaultyBackend backend = FaultyBackend.over(fake);
    private final RecordingListener heard = new RecordingListener();
    private final CacheHandler here = open(backend);
    private final CacheHandler there = open(fake.sibling());
    private final AtomicInteger loads = new AtomicInteger();
    private final Barrier loading = new Barrier();

    /** Without near values, since those are kept by the running time, which the test does not move. */
    private CacheHandler open(io.github.cachex.spi.CacheBackend of) {
        return CacheHandler.builder()
                .backend(of)
                .serializer(new JavaSerializer())
                .listener(heard)
                .property("cachex.jitter", "0")
                .property("cachex.near.enabled", "false")
                .build();
    }

    @AfterEach
    void close() {
        loading.open();
        here.close();
        there.close();
    }

    private String load() {
        return "value " + loads.incrementAndGet();
    }

    private String slowly() {
        loading.arrive();
        return load();
    }

    private void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    private void awaitRefreshes(long count) {
        Awaitility.await().until(() -> here.stats().refreshes() >= count);
        Awaitility.await().until(() -> backend.calls(BackendOperation.ACQUIRE) >= count + 1);
    }

    @Test
    void hitBeforeTheShare_isLeftAlone() {
        here.fetch(KEY, AHEAD, this::load);
        pass(79);
        assertThat(here.fetch(KEY, AHEAD, this::load)).isEqualTo("value 1");
        assertThat(here.stats().refreshes()).isZero();
    }

    @Test
    void hitAfterTheShare_isServedAndRefreshedByOneOfTheCluster() {
        here.fetch(KEY, AHEAD, this::load);
        pass(81);
        assertThat(here.fetch(KEY, AHEAD, this::slowly)).isEqualTo("value 1");
        loading.await();
        assertThat(here.fetch(KEY, AHEAD, this::slowly)).isEqualTo("value 1");
        assertThat(there.fetch(KEY, AHEAD, this::slowly)).isEqualTo("value 1");
        Awaitility.await().until(() -> there.stats().refreshes() == 1);
        loading.open();
        Awaitility.await().until(() -> heard.count(CacheEvent.Stored.class) == 2);
        assertThat(loads).hasValue(2);
        pass(50);
        assertThat(there.get(KEY)).contains("value 2");
    }

    @Test
    void failedRefresh_leavesTheValueAndIsNotTriedAgainAtOnce() {
        here.fetch(KEY, AHEAD, this::load);
        pass(81);
        for (int i = 1; i <= 3; i++) {
            assertThat(here.<String, RuntimeException>fetch(KEY, AHEAD, () -> {
                        loads.incrementAndGet();
                        throw new AssertionError("source is down");
                    }))
                    .isEqualTo("value 1");
            awaitRefreshes(i);
            Awaitility.await()
                    .until(() -> !fake.isLeased(new io.github.cachex.spi.EntryKey("cachex:1", "default", "1")));
        }
        assertThat(loads).hasValue(2);
    }

    @Test
    void refreshDuringAnInvalidation_bringsNothingBack() {
        here.fetch(KEY, AHEAD, this::load);
        pass(81);
        here.fetch(KEY, AHEAD, this::slowly);
        loading.await();
        here.invalidate("1");
        loading.open();
        Awaitility.await().until(() -> heard.count(CacheEvent.NotStored.class) == 1);
        assertThat(here.get(KEY)).isEmpty();
    }

    @Test
    void readEntries_slide() {
        here.fetch(KEY, SLIDING, this::load);
        for (int i = 0; i < 6; i++) {
            pass(60);
            assertThat(here.fetch(KEY, SLIDING, this::load)).isEqualTo("value 1");
        }
        pass(81);
        assertThat(here.fetch(KEY, SLIDING, this::load)).isEqualTo("value 2");
    }

    @Test
    void readsInQuickSuccession_slideOnce() {
        here.fetch(KEY, SLIDING, this::load);
        for (int i = 0; i < 16; i++) {
            pass(1);
            here.fetch(KEY, SLIDING, this::load);
        }
        assertThat(backend.calls(BackendOperation.SLIDE)).isEqualTo(1);
    }

    /** A call's own ttl says how long it stores for, and must not cut short what others stored. */
    @Test
    void entryStoredForLonger_isNotCutShort() {
        here.put(KEY, "long", CacheOptions.ttl("10h"));
        pass(2 * 3600);
        assertThat(here.fetch(KEY, SLIDING, this::load)).isEqualTo("long");
        pass(9 * 3600);
        assertThat(here.fetch(KEY, SLIDING, this::load)).isEqualTo("long");
    }

    @Test
    void storedNothing_slidesWithoutAStaleTime() {
        CacheOptions options = SLIDING.staleTtl("1h").cacheNullFor(Duration.ofSeconds(40));
        here.fetch(NOTHING, options, Optional::empty);
        pass(30);
        here.fetch(NOTHING, options, Optional::empty);
        pass(41);
        assertThat(here.fetch(NOTHING, options, () -> Optional.of("now"))).contains("now");
        assertThat(heard.count(CacheEvent.StaleServed.class)).isZero();
        assertThat(backend.calls(BackendOperation.SLIDE)).isEqualTo(1);
    }

    @Test
    void backendThatCannotSlide_isNotFelt() {
        here.fetch(KEY, SLIDING, this::load);
        pass(60);
        backend.fail(BackendOperation.SLIDE);
        assertThat(here.fetch(KEY, SLIDING, this::load)).isEqualTo("value 1");
        assertThat(here.stats().backendFailures()).isEqualTo(1);
    }
}
