// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.documented;

import static io.github.cachex.testkit.assertion.CachexAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.RecordingListener;
import io.github.cachex.testkit.junit.CachexTest;
import io.github.cachex.testkit.junit.Given;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

// snippet: kit
@CachexTest("cachex.cache.prices.ttl=5m")
class PriceCacheTest {
    private final CacheKey<Integer> tea = CacheKey.of("price:tea", Integer.class);
    private final AtomicInteger source = new AtomicInteger();

    @Given("prices")
    CacheHandler prices;

    @Test
    void afterTheTtl_thePriceIsLoadedAgain(ManualClock clock) {
        assertEquals(1, prices.fetch(tea, source::incrementAndGet));
        assertEquals(1, prices.fetch(tea, source::incrementAndGet));
        assertThat(prices).loadedOnce("price:tea").wasHit("price:tea").isStored("price:tea");

        clock.advance(Duration.ofMinutes(6));

        assertEquals(2, prices.fetch(tea, source::incrementAndGet));
        assertThat(prices).loaded("price:tea", 2);
    }

    @Test
    void backendFails_thePriceIsThere(FaultyBackend faults, Caches caches) {
        faults.fail();
        assertEquals(1, prices.fetch(tea, source::incrementAndGet));
        assertThat(prices).loadedOnce("price:tea");
        assertEquals(1, caches.total().loads());
    }

    @Test
    void invalidatedPrice_isGone(RecordingListener events) {
        prices.fetch(tea, source::incrementAndGet);
        prices.invalidate("price:tea");
        assertThat(prices).wasInvalidated("price:tea").isNotStored("price:tea");
        assertEquals(0, events.events(CacheEvent.Hit.class).size());
    }
}
// end
