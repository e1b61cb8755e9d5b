// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;

/** What the pool of an application's own client must be like; nothing is connected to. */
class ClientPoolsTest {
    private static RedisClient client(int maxTotal, Duration maxWait) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(maxTotal);
        pool.setMaxWait(maxWait);
        return RedisClient.builder()
                .hostAndPort("127.0.0.1", RedisServer.freePort())
                .poolConfig(pool)
                .build();
    }

    /** The link took the one connection, and the first fetch waited for ever. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void poolWithoutAConnectionForCalls_isRefusedWithTheRemedy(int maxTotal) {
        try (RedisClient client = client(maxTotal, Duration.ofMillis(100))) {
            assertThatThrownBy(() -> RedisBackend.over(client))
                    .isInstanceOf(CacheConfigurationException.class)
                    .hasMessageContaining("maxTotal=" + maxTotal)
                    .hasMessageContaining("setMaxTotal with 2 at least");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 8})
    void largerPool_isTaken(int maxTotal) {
        try (RedisLog log = new RedisLog();
                RedisClient client = client(maxTotal, Duration.ofMillis(100))) {
            RedisBackend.over(client).close();
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void endlessWaitForAConnection_isWarnedOf() {
        try (RedisLog log = new RedisLog();
                RedisClient client = client(8, Duration.ofMillis(-1))) {
            RedisBackend.over(client).close();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING maxWait")
                    .contains("setMaxWait")
                    .contains("8 connections");
        }
    }

    /** Asking such a client for its pool fails. */
    @Test
    void clientOverAProviderOfTheApplications_isTakenWithAWarning() {
        try (RedisLog log = new RedisLog();
                RedisClient hidden = RedisClient.builder()
                        .connectionProvider(new StandInJedis.Nowhere())
                        .build()) {
            RedisBackend.over(hidden).close();
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARNING"))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING " + RedisClient.class.getName())
                    .contains("maxAttempts(1)");
        }
    }
}
