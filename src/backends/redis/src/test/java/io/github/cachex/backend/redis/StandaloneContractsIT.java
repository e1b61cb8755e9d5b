// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/** The contracts on one Redis server. */
class StandaloneContractsIT {
    private static RedisServer redis;
    private static RedisClient client;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        client = RedisClient.builder()
                .hostAndPort(redis.hostName(), redis.port())
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
        static final CountedContracts COUNT = new CountedContracts("standalone, own client");

        @Override
        RedisBackend open() {
            return Backends.at(redis.uri());
        }
    }

    @Nested
    class HandedIn extends ModeContracts {
        @RegisterExtension
        static final CountedContracts COUNT = new CountedContracts("standalone, handed-in client");

        @Override
        RedisBackend open() {
            return RedisBackend.over(client);
        }
    }
}
