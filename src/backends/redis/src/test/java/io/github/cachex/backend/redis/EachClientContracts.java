// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.RedisServer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;

/** What a backend over Redis promises in one mode, which a subclass names, with Cachex's own client and with one of the application's. */
abstract class EachClientContracts {
    /** Returns a client of {@code redis} as an application sets one up. */
    static RedisClient client(RedisServer redis) {
        return RedisClient.builder()
                .hostAndPort(redis.hostName(), redis.port())
                .clientConfig(ModeContracts.client())
                .poolConfig(ModeContracts.pool())
                .build();
    }

    /** Returns a client of the cluster of {@code nodes} as an application sets one up. */
    static RedisClusterClient clusterClient(List<RedisServer> nodes) {
        return RedisClusterClient.builder()
                .nodes(addresses(nodes))
                .maxAttempts(1)
                .clientConfig(ModeContracts.client())
                .poolConfig(ModeContracts.pool())
                .build();
    }

    static Set<HostAndPort> addresses(List<RedisServer> servers) {
        return servers.stream()
                .map(server -> new HostAndPort(server.hostName(), server.port()))
                .collect(Collectors.toSet());
    }

    /** Returns a new backend with Cachex's own client. */
    abstract RedisBackend own();

    /** Returns a new backend over the application's client. */
    abstract RedisBackend handedIn();

    @Nested
    @DisplayName("own client")
    @ExtendWith(CountedContracts.class)
    class Own extends ModeContracts {
        @Override
        RedisBackend open() {
            return own();
        }
    }

    @Nested
    @DisplayName("handed-in client")
    @ExtendWith(CountedContracts.class)
    class HandedIn extends ModeContracts {
        @Override
        RedisBackend open() {
            return handedIn();
        }
    }
}
