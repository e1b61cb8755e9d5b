// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.server.MemcachedServer;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More marks than an item holds were refused by the server, and stayed queued for good. */
class LargeMarksIT {
    private static final CacheSpace CACHE = new CacheSpace("tck:1", "marked");
    private static final TagBounds BOUNDS = new TagBounds(100_000, Duration.ofDays(1));
    private static final int CALLS = 20;

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    @Test
    void moreMarksThanAnItemHolds_foldIntoTheFloor() {
        try (MemcachedServer server = MemcachedServer.start("-I", "512k");
                CacheBackend backend = TestSettings.backend(server.address())) {
            TagStore marks = backend.tags().orElseThrow();
            TagState first = mark(marks, 0);
            TagState last = first;
            for (int call = 1; call < CALLS; call++) {
                last = mark(marks, call);
            }
            TagState all = marks.sync(CACHE, new MarkPosition(0, 0), 88, budget());
            assertThat(all.incarnation()).isEqualTo(77);
            assertThat(all.epoch()).isEqualTo(last.epoch());
            assertThat(all.floor()).isBetween(first.epoch(), last.epoch());
            assertThat(all.marks()).isNotEmpty();
        }
    }

    private static TagState mark(TagStore marks, int call) {
        Set<String> texts = IntStream.range(0, CacheBackend.BATCH)
                .mapToObj(i -> "tag-" + call + "-" + i + "-" + "x".repeat(50))
                .collect(Collectors.toSet());
        return marks.mark(CACHE, texts, new MarkPosition(77, 0), BOUNDS, budget());
    }
}
