// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.RedisSentinels;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisSentinelClient;

/** The contracts on a primary and a replica behind three Sentinels. */
class SentinelContractsIT {
    private static RedisSentinels redis;
    private static RedisSentinelClient client;

    @BeforeAll
    static void start() {
        redis = RedisSentinels.start();
        client = RedisSentinelClient.builder()
                .sentinels(redis.sentinels().stream()
                        .map(sentinel -> new HostAndPort(sentinel.hostName(), sentinel.port()))
                        .collect(Collectors.toSet()))
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

    @Nested
    class Own extends ModeContracts {
        @RegisterExtension
        static final CountedContracts COUNT = new CountedContracts("sentinel, own client");

        @Override
        RedisBackend open() {
            return Backends.at(redis.uri());
        }
    }

    @Nested
    class HandedIn extends ModeContracts {
        @RegisterExtension
        static final CountedContracts COUNT = new CountedContracts("sentinel, handed-in client");

        @Override
        RedisBackend open() {
            return RedisBackend.over(client);
        }
    }
}
