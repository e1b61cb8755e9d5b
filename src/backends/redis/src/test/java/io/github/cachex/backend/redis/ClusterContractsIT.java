// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.redis.RedisCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import redis.clients.jedis.RedisClusterClient;

/** The contracts on a cluster of three primaries with a replica each. */
@DisplayName("cluster")
class ClusterContractsIT extends EachClientContracts {
    private static RedisCluster redis;
    private static RedisClusterClient client;

    @BeforeAll
    static void start() {
        redis = RedisCluster.start();
        client = clusterClient(redis.nodes());
    }

    @AfterAll
    static void stop() {
        client.close();
        redis.close();
    }

    @Override
    RedisBackend own() {
        return met(Backends.at(redis.uri()));
    }

    @Override
    RedisBackend handedIn() {
        return met(RedisBackend.over(client));
    }

    /** Who joins before the parts are known, joins one that stands for all. */
    private static RedisBackend met(RedisBackend backend) {
        assertThat(backend.contact(CallBudget.of(Duration.ofSeconds(10)))).isPresent();
        return backend;
    }
}
