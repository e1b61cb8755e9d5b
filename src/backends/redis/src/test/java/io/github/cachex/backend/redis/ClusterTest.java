// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.redis.RedisCluster;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.RedisClusterClient;

/** A cluster of three primaries, through a client of our own and through the application's. */
class ClusterTest {
    private static RedisCluster redis;
    private static RedisClusterClient client;

    @BeforeAll
    static void start() {
        redis = RedisCluster.startWithoutReplicas();
        client = RedisClusterClient.builder()
                .nodes(redis.nodes().stream()
                        .map(node -> new HostAndPort(node.hostName(), node.port()))
                        .collect(Collectors.toSet()))
                .maxAttempts(1)
                .clientConfig(ModeContracts.client())
                .poolConfig(ModeContracts.pool())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        redis.close();
    }

    /** The class that Jedis had before, which applications still bring. */
    @Test
    @SuppressWarnings("deprecation")
    void clusterClientOfBefore_isUsedNodeByNodeToo() {
        Set<HostAndPort> nodes =
                Set.of(new HostAndPort("127.0.0.1", redis.nodes().get(0).port()));
        try (JedisCluster before = new JedisCluster(nodes, ModeContracts.client(), 1, ModeContracts.pool());
                RedisBackend backend = RedisBackend.over(before)) {
            assertThat(backend.contact(CallBudget.of(Duration.ofSeconds(10)))).isPresent();
            assertThat(backend.parts().orElseThrow().names()).hasSize(3);
        }
    }

    @Nested
    class Own extends ClusterCases {
        Own() {
            super(redis);
        }

        @Override
        RedisBackend open() {
            return Backends.at(redis.uri());
        }
    }

    @Nested
    class HandedIn extends ClusterCases {
        HandedIn() {
            super(redis);
        }

        @Override
        RedisBackend open() {
            return RedisBackend.over(client);
        }
    }
}
