// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.redis.RedisCluster;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;

/** The contracts on a cluster of three primaries with a replica each. */
class ClusterContractsIT {
    private static RedisCluster redis;
    private static RedisClusterClient client;

    @BeforeAll
    static void start() {
        redis = RedisCluster.start();
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

    @Nested
    class Own extends ModeContracts {
        @RegisterExtension
        static final CountedContracts COUNT = new CountedContracts("cluster, own client");

        @Override
        RedisBackend open() {
            RedisBackend backend = Backends.at(redis.uri());
            // Who joins before the parts are known, joins one that stands for all.
            assertThat(backend.contact(budget())).isPresent();
            return backend;
        }
    }

    @Nested
    class HandedIn extends ModeContracts {
        @RegisterExtension
        static final CountedContracts COUNT = new CountedContracts("cluster, handed-in client");

        @Override
        RedisBackend open() {
            RedisBackend backend = RedisBackend.over(client);
            assertThat(backend.contact(budget())).isPresent();
            return backend;
        }
    }
}
