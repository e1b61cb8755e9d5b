// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheEntry.Source;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.lease.LeaseStage;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent.NotStored;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.WaitingThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are loaded though they are stored. */
class RefreshTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final CacheOptions OPTIONS = CacheOptions.ttl("1h").staleTtl("1h");

    private final Fixture fixture = new Fixture("cachex.near.enabled", "false");
    private final CacheHandler here = fixture.here;
    private final CacheHandler there = fixture.there;
    private final AtomicInteger loads = new AtomicInteger();
    private final Barrier loading = new Barrier();

    @AfterEach
    void close() throws Exception {
        loading.open();
        fixture.close();
    }

    private String load() {
        return "value " + loads.incrementAndGet();
    }

    private String slowly() {
        loading.arrive();
        return load();
    }

    @Test
    void refresh_loadsThoughAFreshValueIsStored() {
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        assertThat(here.refresh(KEY, this::load)).isEqualTo("value 2");
        assertThat(here.refresh(KEY, OPTIONS, this::load)).isEqualTo("value 3");
        assertThat(there.get(KEY)).contains("value 3");
        assertThat(here.entry(KEY).orElseThrow().freshFor()).isGreaterThan(Duration.ofMinutes(59));
    }

    @Test
    void refreshOfNothing_loadsAndStores() {
        assertThat(here.refresh(KEY, this::load)).isEqualTo("value 1");
        assertThat(there.get(KEY)).contains("value 1");
    }

    @Test
    void failedRefresh_throwsAndLeavesTheOldValue() {
        here.put(KEY, "old", OPTIONS);
        IOException failure = new IOException("down");
        assertThatThrownBy(() -> here.refresh(KEY, OPTIONS.defaultValue("default"), () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(here.get(KEY)).contains("old");
        assertThat(here.refresh(KEY, this::load))
                .as("the failure leaves no marker for a refresh")
                .isEqualTo("value 1");
        assertThat(there.get(KEY)).contains("value 1");
    }

    @Test
    void failedRefreshOfAStaleValue_throwsToo() {
        here.put(KEY, "old", CacheOptions.ttl("1ms").staleTtl("1h"));
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
        assertThatThrownBy(() -> here.refresh(KEY, OPTIONS, () -> {
                    throw new IllegalStateException("down");
                }))
                .hasMessage("down");
        assertThat(here.entry(KEY).orElseThrow().value()).contains("old");
    }

    /** A load that stored nothing leaves a marker, for which nobody else waits or stores. */
    @Test
    void refreshAfterALoadThatStoredNothing_stores() {
        assertThat(here.<String, RuntimeException>fetch(KEY, () -> null)).isNull();
        assertThat(here.refresh(KEY, this::load)).isEqualTo("value 1");
        assertThat(there.get(KEY)).contains("value 1");
    }

    @Test
    void fetchDuringARefresh_isServedTheOldValue() throws Exception {
        here.put(KEY, "old", OPTIONS);
        Future<String> refreshed = fixture.async(() -> here.refresh(KEY, this::slowly));
        loading.await();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("old");
        assertThat(there.fetch(KEY, this::load)).isEqualTo("old");
        loading.open();
        assertThat(refreshed.get()).isEqualTo("value 1");
        assertThat(here.get(KEY)).contains("value 1");
    }

    @Test
    void refreshesAtOnce_shareOneLoadInBothJvms() throws Exception {
        here.put(KEY, "old", OPTIONS);
        List<Future<String>> refreshed = new ArrayList<>();
        refreshed.add(fixture.async(() -> here.refresh(KEY, this::slowly)));
        loading.await();
        for (CacheHandler node : List.of(here, here, there)) {
            refreshed.add(fixture.async(() -> node.refresh(KEY, this::slowly)));
        }
        WaitingThreads.await(3, SingleFlight.class);
        WaitingThreads.await(1, LeaseStage.class);
        loading.open();
        for (Future<String> one : refreshed) {
            assertThat(one.get()).isEqualTo("value 1");
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void invalidationDuringARefresh_isNotUndone() throws Exception {
        here.put(KEY, "old", OPTIONS);
        Future<String> refreshed = fixture.async(() -> here.refresh(KEY, this::slowly));
        loading.await();
        there.invalidate("1");
        loading.open();
        assertThat(refreshed.get()).isEqualTo("value 1");
        assertThat(fixture.heard.count(NotStored.class)).isEqualTo(1);
        assertThat(here.entry(KEY)).isEmpty();
    }

    @Test
    void otherJvms_keepNoOldValue() {
        try (CacheHandler near = fixture.open(fixture.fake.sibling());
                CacheHandler other = fixture.open(fixture.fake.sibling())) {
            near.fetch(KEY, OPTIONS, this::load);
            // As soon as that JVM hears of changes.
            Awaitility.await().until(() -> {
                other.fetch(KEY, OPTIONS, this::load);
                return other.entry(KEY).orElseThrow().source() == Source.NEAR;
            });
            assertThat(near.refresh(KEY, OPTIONS, this::load)).isEqualTo("value 2");
            assertThat(near.fetch(KEY, this::load)).isEqualTo("value 2");
            Awaitility.await().until(() -> other.fetch(KEY, this::load).equals("value 2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ", "ACQUIRE", "STORE_AND_TELL"})
    void sickBackend_costsTheStoreAlone(BackendOperation operation) {
        here.put(KEY, "old", OPTIONS);
        fixture.backend.fail(operation);
        assertThat(here.refresh(KEY, this::load)).isEqualTo("value 1");
        assertThat(loads).hasValue(1);
    }

    @Test
    void refreshWithinItsOwnLoad_loadsPlainly() {
        assertThat(here.refresh(KEY, () -> here.refresh(KEY, this::load) + "!")).isEqualTo("value 1!");
        assertThat(here.fetch(CacheKey.of("2", String.class), () -> here.refresh(KEY, this::load)))
                .isEqualTo("value 2");
    }

    @Test
    void hardTimeout_holds() {
        CacheOptions hard = OPTIONS.hardTimeout(Duration.ofMillis(20));
        here.put(KEY, "old", OPTIONS);
        assertThatThrownBy(() -> here.refresh(KEY, hard, this::slowly)).isInstanceOf(CacheTimeoutException.class);
        loading.open();
        Awaitility.await().until(() -> here.get(KEY).equals(Optional.of("value 1")));
    }

    @Test
    void closedCache_refuses() {
        here.close();
        assertThatThrownBy(() -> here.refresh(KEY, this::load)).isInstanceOf(CacheClosedException.class);
    }
}
