// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.spi.EntryCollector;
import io.github.cachex.spi.TouchedEntry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one who collects the entries of a request is told by calls of a handler. */
class CollectedEntriesTest extends TwoNodes {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("post:2", String.class);
    private static final CacheOptions TAGGED = CacheOptions.ttl("1h").tags("news");

    private EntryCollector collector = EntryCollector.open();

    @AfterEach
    void closeCollector() {
        collector.close();
    }

    private void again() {
        collector.close();
        collector = EntryCollector.open();
    }

    private TouchedEntry only() {
        assertThat(collector.isCertain()).isTrue();
        assertThat(collector.entries()).hasSize(1);
        return collector.entries().get(0);
    }

    @Test
    void loadedReadAndNear_areTheSameEntry() {
        here.fetch(KEY, TAGGED, this::load);
        TouchedEntry loaded = only();
        assertThat(loaded.key().id()).isEqualTo("post:1");
        assertThat(loaded.tags()).containsExactly("news");
        assertThat(loaded.freshLeftAt(Advices.RUNNING_TIME.getAsLong()))
                .isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
        assertThat(loaded.owned()).isFalse();
        again();
        there.fetch(KEY, TAGGED, this::load);
        assertThat(only().entryId()).isEqualTo(loaded.entryId());
        again();
        there.fetch(KEY, TAGGED, this::load);
        assertThat(only().entryId()).isEqualTo(loaded.entryId());
        again();
        assertThat(here.get(KEY)).isPresent();
        assertThat(only().entryId()).isEqualTo(loaded.entryId());
        assertThat(loads).hasValue(1);
    }

    @Test
    void asynchronousCalls_countWhereverTheyEnd() {
        here.fetchAsync(KEY, TAGGED, () -> CompletableFuture.supplyAsync(this::load))
                .toCompletableFuture()
                .join();
        assertThat(only().key().id()).isEqualTo("post:1");
    }

    @Test
    void bulkCalls_tellOfEach() {
        here.fetch(KEY, TAGGED, this::load);
        again();
        here.fetchAll(List.of(KEY, OTHER), TAGGED, keys -> {
            Map<CacheKey<String>, String> loaded = new LinkedHashMap<>();
            keys.forEach(key -> loaded.put(key, load()));
            return loaded;
        });
        assertThat(collector.isCertain()).isTrue();
        assertThat(collector.entries()).extracting(entry -> entry.key().id()).containsExactly("post:1", "post:2");
    }

    @Test
    void whatIsNoStoredEntrysValue_isUncertain() {
        List<Runnable> calls = List.of(
                () -> here.get(OTHER),
                () -> here.contains(OTHER),
                () -> here.entry(OTHER),
                () -> here.fetch(OTHER, CacheOptions.defaults().storeIf(value -> false), this::load),
                () -> here.fetchAll(List.of(OTHER), CacheOptions.defaults(), keys -> Map.of()));
        here.fetch(KEY, TAGGED, this::load);
        for (Runnable call : calls) {
            again();
            here.fetch(KEY, TAGGED, this::load);
            assertThat(collector.isCertain()).isTrue();
            call.run();
            assertThat(collector.isCertain()).isFalse();
        }
        again();
        assertThat(collector.isCertain()).as("without any entry").isFalse();
    }

    @Test
    void changesOfThisNodeAndOfOthers_makeItUncertain_andThoseOfOtherKeysDoNot() {
        here.fetch(KEY, TAGGED, this::load);
        here.invalidate("post:2");
        assertThat(collector.isCertain()).isTrue();
        there.put(KEY, "put");
        Awaitility.await().until(() -> !collector.isCertain());
        again();
        here.fetch(KEY, TAGGED, this::load);
        assertThat(collector.isCertain()).isTrue();
        here.invalidateTags("others");
        assertThat(collector.isCertain()).isFalse();
    }

    @Test
    void anotherThread_isNeitherCollectedNorCertain() {
        here.fetch(OTHER, TAGGED, this::load);
        CompletableFuture.runAsync(() -> {
                    here.fetch(KEY, TAGGED, this::load);
                    assertThat(collector.isCertain()).isFalse();
                })
                .join();
        assertThat(only().key().id()).isEqualTo("post:2");
        collector.close();
        here.fetch(KEY, TAGGED, this::load);
        assertThat(collector.entries()).hasSize(1);
    }
}
