// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.event.CacheEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the page is told of events. */
class CountersTest {
    private static final CacheEvent NEAR_HIT = new CacheEvent.Hit(Catalogue.CACHE, "sencha", true);
    private static final CacheEvent HIT = new CacheEvent.Hit(Catalogue.CACHE, "sencha", false);

    private final Counters counters = new Counters();

    @Test
    void hits_areCountedByWhereTheyWere() {
        counters.on(NEAR_HIT);
        counters.on(HIT);
        counters.on(HIT);
        assertThat(counters.counts()).containsEntry("NEAR_HIT", 1L).containsEntry("HIT", 2L);
    }

    @Test
    void eventsOfOtherCaches_areNotCounted() {
        counters.on(new CacheEvent.Hit("other", "sencha", true));
        assertThat(counters.counts().values()).containsOnly(0L);
    }

    @Test
    void asker_isToldWhatHappenedToItAlone() {
        counters.begin();
        counters.on(new CacheEvent.Waited(Catalogue.CACHE, "sencha", Duration.ofMillis(5), true));
        CompletableFuture.runAsync(() -> counters.on(NEAR_HIT)).join();
        assertThat(counters.end()).containsExactly(Happening.WAITED);
        assertThat(counters.counts()).containsEntry("NEAR_HIT", 1L).containsEntry("WAITED", 1L);
    }

    @Test
    void severalHappenings_comeWithTheOneThatSaysMostFirst() {
        counters.begin();
        counters.on(new CacheEvent.Missed(Catalogue.CACHE, "sencha"));
        counters.on(new CacheEvent.Waited(Catalogue.CACHE, "sencha", Duration.ofMillis(5), true));
        counters.on(HIT);
        assertThat(counters.end()).first().isEqualTo(Happening.WAITED);
    }
}
