// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import redis.clients.jedis.RedisClient;

/** The contracts on one Redis server. */
@DisplayName("standalone")
class StandaloneContractsIT extends EachClientContracts {
    private static RedisServer redis;
    private static RedisClient client;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        client = client(redis);
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
