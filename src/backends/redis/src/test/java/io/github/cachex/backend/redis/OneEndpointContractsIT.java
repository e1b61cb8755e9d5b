// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClusterClient;

/** The contracts on a cluster with all slots on one endpoint, as a serverless cache shows itself. */
@DisplayName("one endpoint with all slots")
class OneEndpointContractsIT extends EachClientContracts {
    private static final int SLOTS = 16_384;

    private static RedisServer redis;
    private static RedisClusterClient client;

    @BeforeAll
    static void start() {
        redis = RedisServer.start("--cluster-enabled", "yes");
        try (Jedis jedis = new Jedis(redis.hostName(), redis.port())) {
            String[] slots = Stream.concat(
                            Stream.of("ADDSLOTS"), IntStream.range(0, SLOTS).mapToObj(String::valueOf))
                    .toArray(String[]::new);
            jedis.sendCommand(Command.CLUSTER, slots);
            Awaitility.await("a cluster of one node")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> jedis.clusterInfo().contains("cluster_state:ok"));
        }
        client = clusterClient(List.of(redis));
    }

    @AfterAll
    static void stop() {
        client.close();
        redis.close();
    }

    @Override
    RedisBackend own() {
        // Several names say that it is a cluster.
        return Backends.at(redis.uri() + ",localhost:" + redis.port());
    }

    @Override
    RedisBackend handedIn() {
        return RedisBackend.over(client);
    }
}
