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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** The contracts on a Redis that forbids what managed services forbid, all of it at once, or that looks as one of them does. */
class ManagedContractsIT {
    /** By the documents of Amazon ElastiCache, Google Memorystore, Azure Cache for Redis and OCI Cache. */
    private static final List<String> FORBIDDEN = List.of(
            "ACL",
            "BGREWRITEAOF",
            "BGSAVE",
            "CLIENT",
            "CLUSTER",
            "COMMAND",
            "CONFIG",
            "DEBUG",
            "LASTSAVE",
            "MIGRATE",
            "MODULE",
            "MONITOR",
            "OBJECT",
            "PSYNC",
            "REPLCONF",
            "REPLICAOF",
            "SAVE",
            "SHUTDOWN",
            "SLAVEOF",
            "SYNC");

    private static final int SLOTS = 16_384;

    private static RedisServer filtered;
    private static RedisServer onlyNode;
    private static RedisClient client;

    @BeforeAll
    static void start() {
        filtered = RedisServer.start(FORBIDDEN.stream()
                .flatMap(command -> Stream.of("--rename-command", command, ""))
                .toArray(String[]::new));
        client = RedisClient.builder()
                .hostAndPort(filtered.hostName(), filtered.port())
                .clientConfig(ModeContracts.client())
                .poolConfig(ModeContracts.pool())
                .build();
        onlyNode = RedisServer.start("--cluster-enabled", "yes");
        try (Jedis jedis = new Jedis(onlyNode.hostName(), onlyNode.port())) {
            String[] slots = Stream.concat(
                            Stream.of("ADDSLOTS"), IntStream.range(0, SLOTS).mapToObj(String::valueOf))
                    .toArray(String[]::new);
            jedis.sendCommand(Command.CLUSTER, slots);
            Awaitility.await("a cluster of one node")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> jedis.clusterInfo().contains("cluster_state:ok"));
        }
    }

    @AfterAll
    static void stop() {
        client.close();
        filtered.close();
        onlyNode.close();
    }

    @Nested
    class Own extends ModeContracts {
        @RegisterExtension
        static final CountedContracts COUNT = new CountedContracts("without what managed services forbid, own client");

        @Override
        RedisBackend open() {
            return Backends.at(filtered.uri());
        }
    }

    @Nested
    class HandedIn extends ModeContracts {
        @RegisterExtension
        static final CountedContracts COUNT =
                new CountedContracts("without what managed services forbid, handed-in client");

        @Override
        RedisBackend open() {
            return RedisBackend.over(client);
        }
    }

    /** All slots on one endpoint: a serverless cache shows itself so. */
    @Nested
    class OnlyNode extends ModeContracts {
        @RegisterExtension
        static final CountedContracts COUNT = new CountedContracts("one endpoint with all slots, own client");

        @Override
        RedisBackend open() {
            // Several names say that it is a cluster.
            return Backends.at(onlyNode.uri() + ",localhost:" + onlyNode.port());
        }
    }
}
