// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** The link on a connection of the application's client, in either protocol. */
class HandedInLinkTest {
    abstract static class Handed extends LinkCases {
        private final RedisProtocol protocol;
        final List<RedisClient> clients = new ArrayList<>();

        Handed(RedisProtocol protocol) {
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

    /** A client that does not show its connections: one that hangs cannot be cut, and all else is the same. */
    @Nested
    class AnyClient extends LinkCases {
        private final List<UnifiedJedis> clients = new ArrayList<>();

        @Override
        RedisBackend listeningAt(int port) {
            var provider = new PooledConnectionProvider(
                    new HostAndPort("127.0.0.1", port),
                    DefaultJedisClientConfig.builder().timeoutMillis(1_000).build());
            UnifiedJedis client = new UnifiedJedis(provider, 1, Duration.ofSeconds(1));
            clients.add(client);
            return RedisBackend.over(client);
        }

        @Override
        void closed() {
            clients.forEach(UnifiedJedis::close);
        }

        /** Answers that are swallowed for ever say nothing; the engine trusts nothing meanwhile. */
        @Test
        @Override
        void connectionThatForwardsNothing_isLeft() throws Exception {
            try (Proxy proxy = Proxy.before(redis.port())) {
                listening.close();
                listening = listeningAt(proxy.port());
                var session = joined();
                settle(session, news);
                proxy.swallowOld();
                long swallowed = System.nanoTime();
                session.beat();
                pass(Duration.ofMillis(1_500));
                // The answer to a beat from before may still have been under way.
                assertThat(news.beats).noneMatch(sentAt -> sentAt - swallowed >= 0);
            }
            await().until(() -> news.breaks.get() == 1);
        }

        @Test
        @Override
        void closeWhileNothingIsForwarded_leavesNothing() throws Exception {
            try (Proxy proxy = Proxy.before(redis.port())) {
                listening.close();
                listening = listeningAt(proxy.port());
                joined();
                proxy.mode(Proxy.Mode.SWALLOW);
                listening.close();
            }
            await().until(() -> threads() == 0);
        }

        @Test
        @Override
        void closeWhileRedisHangs_leavesNothing() {
            joined();
            redis.pause();
            listening.close();
            redis.resume();

            await().until(() -> threads() == 0);
        }
    }

    @Nested
    class Resp2 extends Handed {
        Resp2() {
            super(RedisProtocol.RESP2);
        }
    }

    @Nested
    class Resp3 extends Handed {
        Resp3() {
            super(RedisProtocol.RESP3);
        }
    }
}
