// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.documented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.testkit.junit.CachexTest;
import io.github.cachex.testkit.junit.Given;
import org.junit.jupiter.api.Test;

// snippet: chaos
@CachexTest({
    "cachex.breaker.failures=1000", // so that the backend is asked whatever happens
    "cachex.chaos.seed=7",
    "cachex.chaos.failure-rate=0.2",
    "cachex.chaos.read.delay=2ms",
    "cachex.chaos.read.delay-rate=0.1"
})
class PricesInChaosTest {
    @Test
    void everyPrice_isRight(@Given("prices") CacheHandler prices) {
        for (int i = 0; i < 200; i++) {
            int price = i % 10;
            assertEquals(price, prices.fetch(CacheKey.of("price:" + price, Integer.class), () -> price));
        }
        assertTrue(prices.stats().backendFailures() > 10);
    }
}
// end
