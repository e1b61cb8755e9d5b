// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.backend.memory.MemoryBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users make as many of as they like is kept up to a setting, and found as quickly as if it were little. */
class GrowthTest {
    private static final int ENTRIES = Rounds.of(30_000, 1_000_000);
    private static final int MARKS = Rounds.of(100_000, 1_000_000);
    private static final int MOST = 1_000;
    private static final CacheSpace SPACE = new CacheSpace("tck:1", "tested");

    private final MemoryBackend backend = MemoryBackend.holding(MOST, 1L << 40);
    private final AtomicReference<String> tenant = new AtomicReference<>("");
    private final CacheHandler cache = builder(backend)
            .property("cachex.near.max-entries", "" + MOST)
            .property("cachex.tags.max-marks", "" + MOST)
            .namespaces(tenant::get)
            .build();

    private static CacheHandler.Builder builder(MemoryBackend backend) {
        return CacheHandler.builder().name("tested").prefix("tck").version("1").backend(backend);
    }

    @AfterEach
    void close() {
        cache.close();
        backend.close();
    }

    private interface Step {
        void run(int number);
    }

    /** Prints by how much the heap grew for each, after all that can be is collected. */
    private static void grow(String what, int count, Step step) {
        IntStream.range(0, MOST * 2).forEach(step::run);
        long before = used();
        IntStream.range(MOST * 2, count).forEach(step::run);
        double each = Math.max(0, used() - before) / (double) count;
        Show.figure("growth", String.format(Locale.ROOT, "%.1f bytes of heap for each of %d %s", each, count, what));
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private int marks() {
        return backend.tags()
                .orElseThrow()
                .sync(SPACE, MarkPosition.NONE, 1, CallBudget.of(Duration.ofMinutes(1)))
                .marks()
                .size();
    }

    private long stored() {
        List<EntryKey> keys =
                IntStream.range(0, ENTRIES).mapToObj(i -> SPACE.key("key:" + i)).toList();
        return backend.readAll(keys, CallBudget.of(Duration.ofMinutes(1))).size();
    }

    @Test
    void keys_areKeptUpToTheirSetting() {
        try (CacheHandler plain =
                builder(backend).property("cachex.near.max-entries", "" + MOST).build()) {
            grow("keys", ENTRIES, i -> plain.fetch(CacheKey.of("key:" + i, String.class), () -> "value"));
            Show.exactly(
                    "growth",
                    Math.max(0, plain.stats().nearEntries() - MOST),
                    0,
                    "near entries beyond near.max-entries");
            Show.exactly("growth", Math.max(0, stored() - MOST), 0, "entries beyond memory.max-entries");
        }
    }

    @Test
    void tags_areKeptUpToTheirSetting() {
        grow("tags", MARKS, i -> cache.invalidateTags("tag:" + i));
        Show.exactly("growth", Math.max(0, marks() - MOST), 0, "marks of tags beyond tags.max-marks");
    }

    @Test
    void patterns_areKeptUpToTheirSetting() {
        grow("patterns", MARKS, i -> cache.expireMatching("user:" + i + ":*"));
        Show.exactly("growth", Math.max(0, marks() - MOST), 0, "marks of patterns beyond tags.max-marks");
    }

    @Test
    void tenants_costNothingBeyondTheirEntriesAndMarks() {
        grow("tenants", ENTRIES, i -> {
            tenant.set("tenant-" + i);
            cache.fetch(
                    CacheKey.of("key", String.class), CacheOptions.defaults().tags("tag"), () -> "value");
            cache.invalidateTags("tag");
            cache.clear();
        });
        Show.exactly(
                "growth",
                Math.max(0, cache.stats().nearEntries() - MOST),
                0,
                "near entries of tenants beyond near.max-entries");
        Show.exactly("growth", Math.max(0, marks() - MOST), 0, "marks of tenants beyond tags.max-marks");
    }

    /** Texts of as many pairs as the number has bits: each is Aa or BB, whose hashes are the same. */
    private static String colliding(int number, int pairs) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < pairs; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    @Test
    void idsWhoseHashesAreAllTheSame_areHits() {
        int pairs = 14;
        int count = 1 << pairs;
        AtomicInteger loads = new AtomicInteger();
        try (MemoryBackend large = MemoryBackend.holding(2L * count, 1L << 40);
                CacheHandler crowded = builder(large)
                        .property("cachex.near.max-entries", "" + 2 * count)
                        .namespaces(tenant::get)
                        .build()) {
            List<CacheKey<String>> keys = IntStream.range(0, count)
                    .mapToObj(i -> CacheKey.of(colliding(i, pairs), String.class))
                    .toList();
            assertThat(keys.stream().map(CacheKey::hashCode).distinct()).hasSize(1);
            for (String round : new String[] {"load", "hit"}) {
                Elapsed elapsed = Elapsed.start();
                keys.forEach(key -> crowded.fetch(key, () -> "value " + loads.incrementAndGet()));
                Show.figure(
                        "growth", elapsed.stop(), "to " + round + " " + count + " ids whose hashes are all the same");
            }
            assertThat(loads).hasValue(count);
        }
    }
}
