// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Marks that a store cannot hold in one record were refused, and stayed queued for good. */
class LargeMarksTest {
    private static final int LARGEST = 4_096;
    private static final TagBounds BOUNDS = new TagBounds(100_000, Duration.ofDays(1));
    private static final CacheSpace CACHE = new CacheSpace("app:1", "articles");

    private final CasBackend backend =
            new CasBackend("small", new SmallStore(new MapStore(), LARGEST), ManualClock.create());
    private final TagStore marks = backend.tags().orElseThrow();

    @AfterEach
    void close() {
        backend.close();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(5));
    }

    private TagState mark(Set<String> texts) {
        return marks.mark(CACHE, texts, new MarkPosition(7, 0), BOUNDS, budget());
    }

    private TagState all() {
        return marks.sync(CACHE, new MarkPosition(0, 0), 8, budget());
    }

    @Test
    void manyMarks_areKeptAsFarAsTheRecordHolds_andTheOldestFold() {
        Map<String, Long> made = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            made.putAll(mark(Set.of("täg-" + i + "-" + "x".repeat(80))).marks());
        }
        TagState all = all();
        assertThat(all.incarnation()).isEqualTo(7);
        assertThat(all.marks().size()).isBetween(30, 45);
        made.forEach((text, epoch) -> assertThat(all.marks().getOrDefault(text, all.floor()))
                .as("what tells of %s", text)
                .isGreaterThanOrEqualTo(epoch));
        assertThat(all.floor()).isLessThan(all.epoch());
    }

    @Test
    void marksOfOneCallAboveTheRecord_foldIntoOneOfAll() {
        Set<String> texts = IntStream.range(0, 100)
                .mapToObj(i -> "tag-" + i + "-" + "x".repeat(80))
                .collect(Collectors.toSet());
        TagState made = mark(texts);
        assertThat(made.marks()).containsOnlyKeys(texts);
        assertThat(all().floor()).isEqualTo(made.epoch());
        TagState next = mark(Set.of("next"));
        assertThat(next.epoch()).isGreaterThan(next.floor());
        assertThat(all().marks()).containsKey("next");
    }

    @Test
    void markThatAloneIsAboveTheRecord_foldsTheCache() {
        TagState made = mark(Set.of("x".repeat(2 * LARGEST)));
        assertThat(made.floor()).isEqualTo(made.epoch());
        assertThat(all().marks()).isEmpty();
    }
}
