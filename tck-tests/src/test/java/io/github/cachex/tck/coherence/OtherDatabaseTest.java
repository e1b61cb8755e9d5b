// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.tck.redis.OverRedis;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two stages of an application in two databases of one Redis, with the same prefix. */
class OtherDatabaseTest extends OverRedis {
    private static final int ROUNDS = 60;
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);

    private CacheHandler in(int database) {
        return closing(builder(redis().uri() + "/" + database, "cachex.near.ttl", "10m")
                .build());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "1, 2"})
    void invalidationsOfOne_leaveTheNearCacheOfTheOtherAlone(int database, int otherDatabase) {
        CacheHandler here = in(database);
        CacheHandler elsewhere = in(otherDatabase);
        CacheHandler beside = in(database);
        Awaitility.await().until(() -> {
            here.fetch(KEY, () -> "here");
            elsewhere.fetch(KEY, () -> "elsewhere");
            return here.stats().nearHits() > 0;
        });

        long before = here.stats().nearHits();
        for (int round = 0; round < ROUNDS; round++) {
            elsewhere.invalidate("key");
            assertThat(here.fetch(KEY, () -> "loaded again")).isEqualTo("here");
        }
        assertThat(here.stats().nearHits() - before).isEqualTo(ROUNDS);

        beside.invalidate("key");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> here.fetch(KEY, () -> "new").equals("new"));
    }
}
