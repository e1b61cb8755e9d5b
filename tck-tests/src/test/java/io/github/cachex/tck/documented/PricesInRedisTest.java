// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.documented;

import static io.github.cachex.testkit.assertion.CachexAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.testkit.junit.CachexTest;
import io.github.cachex.testkit.junit.Given;
import io.github.cachex.testkit.junit.WithRedis;
import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.Test;

// snippet: redis
@CachexTest
@WithRedis
class PricesInRedisTest {
    private final CacheKey<Integer> tea = CacheKey.of("price:tea", Integer.class);

    @Test
    void redisIsFrozen_thePriceIsThere(@Given("prices") CacheHandler prices, RedisServer redis) {
        assertEquals(4, prices.fetch(tea, () -> 4));
        assertThat(prices).loadedOnce("price:tea").isStored("price:tea");

        redis.pause();
        assertEquals(5, prices.fetch(CacheKey.of("price:coffee", Integer.class), () -> 5));
        redis.resume();
    }
}
// end
