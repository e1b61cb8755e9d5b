// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.RedisSentinels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import redis.clients.jedis.RedisSentinelClient;

/** The contracts on a primary and a replica behind three Sentinels. */
@DisplayName("sentinel")
class SentinelContractsIT extends EachClientContracts {
    private static RedisSentinels redis;
    private static RedisSentinelClient client;

    @BeforeAll
    static void start() {
        redis = RedisSentinels.start();
        client = RedisSentinelClient.builder()
                .sentinels(addresses(redis.sentinels()))
                .masterName(RedisSentinels.NAME)
                .clientConfig(ModeContracts.client())
                .poolConfig(ModeContracts.pool())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        redis.close();
    }

    @Override
    RedisBackend own() {
        return Backends.at(redis.uri());
    }

    @Override
    RedisBackend handedIn() {
        return RedisBackend.over(client);
    }
}
