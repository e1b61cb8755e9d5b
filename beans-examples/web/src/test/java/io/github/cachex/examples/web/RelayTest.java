// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.zones.RedisAtHand;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The relay before a real Redis. */
class RelayTest {
    private static final int PATIENCE_MILLIS = 300;

    private RedisAtHand redis;
    private Relay relay;

    @BeforeEach
    void open() throws Exception {
        redis = RedisAtHand.start();
        URI uri = URI.create(redis.uri());
        relay = Relay.to(uri.getHost(), uri.getPort());
    }

    @AfterEach
    void close() throws Exception {
        relay.close();
        redis.close();
        await("its threads end")
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("shop-relay")));
    }

    private Jedis connect() {
        return new Jedis(
                new HostAndPort("127.0.0.1", relay.port()),
                DefaultJedisClientConfig.builder()
                        .timeoutMillis(PATIENCE_MILLIS)
                        .build());
    }

    @Test
    void up_everythingPasses() {
        try (Jedis client = connect()) {
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void cut_openConnectionsBreakAndNewOnesFail() {
        try (Jedis client = connect()) {
            client.ping();
            relay.become(Relay.State.CUT);
            assertThatThrownBy(client::ping).isInstanceOf(JedisConnectionException.class);
        }
        assertThatThrownBy(() -> connect().ping()).isInstanceOf(JedisConnectionException.class);
    }

    @Test
    void hanging_connectionsStayAndNothingPasses() {
        try (Jedis client = connect()) {
            client.ping();
            relay.become(Relay.State.HANGING);
            assertThatThrownBy(client::ping).hasMessageContaining("timed out");
        }
        assertThatThrownBy(() -> connect().ping()).hasMessageContaining("timed out");
    }

    @Test
    void restored_newConnectionsPass() {
        for (Relay.State state : new Relay.State[] {Relay.State.CUT, Relay.State.HANGING}) {
            relay.become(state);
            assertThatThrownBy(() -> connect().ping()).isInstanceOf(JedisConnectionException.class);
            relay.become(Relay.State.UP);
            try (Jedis client = connect()) {
                assertThat(client.ping()).as("after " + state).isEqualTo("PONG");
            }
        }
    }

    @Test
    void closedWhileHanging_lettersOnTheWayAreLost() throws Exception {
        try (Jedis client = connect()) {
            client.ping();
            relay.become(Relay.State.HANGING);
            relay.close();
            assertThatThrownBy(client::ping).isInstanceOf(JedisConnectionException.class);
        }
    }

    @Test
    void address_keepsWhatElseItSays() {
        assertThat(RedisLink.through(URI.create("redis://me:secret@redis.local:6380/2"), 7000))
                .isEqualTo("redis://me:secret@127.0.0.1:7000/2");
        assertThat(RedisLink.through(URI.create("redis://redis.local"), 7000)).isEqualTo("redis://127.0.0.1:7000");
    }
}
