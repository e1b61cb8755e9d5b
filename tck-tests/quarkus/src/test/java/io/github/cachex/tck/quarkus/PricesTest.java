// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.quarkus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

// snippet: test
@QuarkusTest
class PricesTest {
    @Inject
    Prices prices;

    @Inject
    @Cachex("quarkus-prices")
    CacheHandler cache;

    @Test
    void secondCall_isAnsweredByTheCache() {
        cache.clear();
        String first = prices.of("tea");
        assertEquals(first, prices.of("tea"));
        assertEquals(1, cache.stats().loads());
    }
}
// end
