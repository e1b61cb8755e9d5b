// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Stale on error goes on while Redis is down as well. */
class StaleDownTest {
    private static final int KEYS = 100;
    private static final int ROUNDS = 10;
    private static final CacheOptions OPTIONS = CacheOptions.ttl("20ms").staleTtl("1h");

    private static CacheKey<String> key(int number) {
        return CacheKey.of("post:" + number, String.class);
    }

    private static String failing(CacheHandler cache, int number) {
        try {
            return cache.fetch(key(number), OPTIONS, () -> {
                throw new IOException("the source is down");
            });
        } catch (IOException e) {
            return "none";
        }
    }

    private static int served(CacheHandler cache, int from, int to) {
        int served = 0;
        for (int number = from; number < to; number++) {
            if (failing(cache, number).equals("value " + number)) {
                served++;
            }
        }
        return served;
    }

    private static CacheHandler open(RedisServer redis, String name, int maxEntries) {
        return CacheHandler.builder()
                .name(name)
                .redis(redis.uri())
                .property("cachex.near.max-entries", String.valueOf(maxEntries))
                .build();
    }

    @Test
    void sourceAndRedisDown_lastGoodValuesAreServedUntilTheyAreInvalidated() throws Exception {
        try (RedisServer redis = RedisServer.start();
                CacheHandler cache = open(redis, "large", 10_000);
                CacheHandler small = open(redis, "small", 10)) {
            for (CacheHandler handler : new CacheHandler[] {cache, small}) {
                Awaitility.await().until(() -> handler.stats().linkUp());
                for (int number = 0; number < KEYS; number++) {
                    String value = "value " + number;
                    handler.fetch(key(number), OPTIONS, () -> value);
                }
            }
            Awaitility.await().until(() -> cache.get(key(KEYS - 1)).isEmpty());
            redis.stop();

            int served = 0;
            for (int round = 0; round < ROUNDS; round++) {
                served += served(cache, 0, KEYS);
            }
            Show.exactly(
                    "stale-down",
                    served,
                    KEYS * ROUNDS,
                    "answers while source and Redis were both down were the last good value");
            for (int number = 0; number < KEYS / 2; number++) {
                cache.invalidate(key(number).id());
            }
            Show.exactly("stale-down-invalidated", served(cache, 0, KEYS / 2), 0, "answers after an invalidation here");
            assertThat(served(cache, KEYS / 2, KEYS)).isEqualTo(KEYS / 2);
            assertThat(served(small, 0, KEYS))
                    .as("no more than near.max-entries")
                    .isBetween(1, 10);
        }
    }
}
