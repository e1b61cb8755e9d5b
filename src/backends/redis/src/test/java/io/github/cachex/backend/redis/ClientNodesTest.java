// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The application's client of a cluster, where it knows no nodes, or not all. */
class ClientNodesTest {
    private static final String KEY = "{foo}";

    private final Map<String, ConnectionPool> known = new ConcurrentHashMap<>();
    private final AtomicInteger lookedAgain = new AtomicInteger();
    private final ClientNodes nodes = new ClientNodes(new StandInJedis(command -> "OK"), () -> known, this::lookAgain);
    private final Topology topology = nodes.topology(SharedState.fresh(0));
    private volatile boolean failing;

    private void lookAgain() {
        lookedAgain.incrementAndGet();
        if (failing) {
            throw new JedisConnectionException("no node answers");
        }
    }

    @AfterEach
    void close() {
        topology.close();
    }

    private CacheConnectionException failure() {
        return catchThrowableOfType(
                CacheConnectionException.class,
                () -> topology.primary("read", KEY, CallBudget.of(Duration.ofSeconds(10))));
    }

    @Test
    void clientWithoutNodes_looksForThemAndFailsUntilThere() {
        assertThat(failure())
                .hasMessageStartingWith("redis read '{foo}': ")
                .hasMessageContaining("the client that was handed in does not know the node");
        await().until(() -> lookedAgain.get() > 0);
    }

    @Test
    void clientThatFindsNoNodes_looksAgainTheNextTime() {
        failing = true;
        try (RedisLog log = new RedisLog()) {
            assertThat(failure()).isNotNull();
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("found no nodes")));
            int before = lookedAgain.get();

            assertThat(failure()).isNotNull();
            await().until(() -> lookedAgain.get() > before);
        }
    }
}
