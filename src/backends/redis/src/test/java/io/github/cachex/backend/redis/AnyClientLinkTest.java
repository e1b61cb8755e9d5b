// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** The link through a client that does not show its connections: one that hangs cannot be cut, and all else is the same. */
class AnyClientLinkTest extends LinkCases {
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

    /** A beat is a command, which such a client gives up after a second: it says nothing of the link. */
    @Override
    int looksAtAHungRedis() {
        return 150;
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
