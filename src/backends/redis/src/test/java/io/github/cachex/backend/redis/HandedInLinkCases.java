// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;

/** The link on a connection of the application's client, in either protocol. */
abstract class HandedInLinkCases extends LinkCases {
    private final RedisProtocol protocol;
    final List<RedisClient> clients = new ArrayList<>();

    HandedInLinkCases(RedisProtocol protocol) {
        this.protocol = protocol;
    }

    @Override
    RedisBackend listeningAt(int port) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxWait(Duration.ofSeconds(2));
        RedisClient client = RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", port))
                .poolConfig(pool)
                .clientConfig(DefaultJedisClientConfig.builder()
                        .protocol(protocol)
                        .timeoutMillis(1_000)
                        .build())
                .build();
        clients.add(client);
        return RedisBackend.over(client);
    }

    @Override
    void closed() {
        for (RedisClient client : clients) {
            assertThat(client.getPool().getNumActive()).isZero();
            client.close();
        }
    }

    /** A beat is a command, which such a client gives up after a second: it says nothing of the link. */
    @Override
    int looksAtAHungRedis() {
        return 150;
    }

    /** Jedis's own pings kill a subscriber in RESP3. */
    @Test
    void manyBeats_areSurvived() {
        var session = joined();
        for (int i = 0; i < 500; i++) {
            settle(session, news);
        }
        assertThat(news.breaks).hasValue(0);
    }

    @Test
    void beatsThatNobodySent_areIgnored() {
        var session = joined();
        String own = Raw.command(redis.port(), "PUBSUB CHANNELS *:wake:*")
                .lines()
                .filter(line -> line.contains(":wake:"))
                .findFirst()
                .orElseThrow();
        for (String odd : List.of("\0", "\0x", "\0" + "1 2 x", "\0" + "7 1 1", "")) {
            plain.publish(own, odd);
        }
        settle(session, news);

        assertThat(news.beats).noneMatch(sentAt -> sentAt == 1);
        assertThat(news.breaks).hasValue(0);
    }
}
