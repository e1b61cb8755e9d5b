// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.RedisServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import redis.clients.jedis.RedisClient;

/** The contracts on a Redis that forbids what managed services forbid, all of it at once. */
@DisplayName("without what managed services forbid")
class ManagedContractsIT extends EachClientContracts {
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

    private static RedisServer filtered;
    private static RedisClient client;

    @BeforeAll
    static void start() {
        filtered = RedisServer.start(FORBIDDEN.stream()
                .flatMap(command -> Stream.of("--rename-command", command, ""))
                .toArray(String[]::new));
        client = client(filtered);
    }

    @AfterAll
    static void stop() {
        client.close();
        filtered.close();
    }

    @Override
    RedisBackend own() {
        return Backends.at(filtered.uri());
    }

    @Override
    RedisBackend handedIn() {
        return RedisBackend.over(client);
    }
}
