// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.redis.RedisSentinels;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisSentinelClient;

/** One Sentinel, and what it has to say; {@link SentinelsIT} has the rest, with three. */
class SentinelFailoverTest implements BackendUnderTest {
    private static final CacheSpace USERS = new CacheSpace("tck:1", "users");
    private static RedisSentinels sentinels;

    private final HeardNews news = new HeardNews();
    private final RedisBackend own = Backends.at(sentinels.uri());
    private final RedisSentinelClient client = RedisSentinelClient.builder()
            .sentinels(Set.of(new HostAndPort(
                    sentinels.sentinels().get(0).hostName(),
                    sentinels.sentinels().get(0).port())))
            .masterName(RedisSentinels.NAME)
            .build();
    private final RedisBackend handedIn = RedisBackend.over(client);

    @BeforeAll
    static void start() {
        sentinels = RedisSentinels.startWithOne();
    }

    @AfterAll
    static void stop() {
        sentinels.close();
    }

    @AfterEach
    void close() {
        own.close();
        handedIn.close();
        client.close();
    }

    @Override
    public RedisBackend backend() {
        return own;
    }

    private static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions();
    }

    /** Writes over {@code backend}, and returns whether that is there at {@code primary}. */
    private boolean writesTo(RedisServer primary, RedisBackend backend) {
        NewEntry entry = entry("value");
        backend.write(USERS.key("a"), entry, budget());
        try (RedisBackend direct = Backends.on(primary)) {
            return direct.read(USERS.key("a"), budget()).orElseThrow().entryId() == entry.entryId();
        }
    }

    @Test
    void nodes_hearEachOther() {
        NodeDialogue.between(own, handedIn);
        NodeDialogue.between(handedIn, own);
    }

    @Test
    void sentinelTakenForARedis_isSaidWithTheRemedy() {
        try (RedisBackend wrong = Backends.on(sentinels.sentinels().get(0))) {
            assertThat(catchThrowableOfType(CacheBackendException.class, () -> wrong.contact(budget())))
                    .hasMessageContaining("it is a Sentinel")
                    .hasMessageContaining("write redis-sentinel://host:26379/name in cachex.backend.redis.uri");
        }
    }

    /** By SENTINEL FAILOVER the server before takes writes for many seconds more, all of which would be lost. */
    @Test
    void primaryThatIsDemoted_isLeftByBothKindsOfClients() {
        RedisServer before = sentinels.primary();
        await().until(() -> writesTo(before, own) && writesTo(before, handedIn));
        assertThat(own.contact(budget()).orElseThrow()).contains("now at 127.0.0.1:" + before.port());
        own.link().orElseThrow().open(news).join(USERS);
        HeardNews theirs = new HeardNews();
        handedIn.link().orElseThrow().open(theirs).join(USERS);
        await().until(() -> news.has("joined users") && theirs.has("joined users"));

        sentinels.demote();

        RedisServer after = sentinels.primary();
        await().until(() -> writesTo(after, own) && writesTo(after, handedIn));
        assertThat(own.contact(budget()).orElseThrow()).contains("now at 127.0.0.1:" + after.port());
        await().until(() -> {
            try (RedisBackend direct = Backends.on(after)) {
                direct.write(USERS.key("heard"), entry("new"), budget());
            }
            return news.has("changed users heard") && theirs.has("changed users heard");
        });
        assertThat(news.breaks).as("what was said meanwhile is missed").hasPositiveValue();
        assertThat(theirs.breaks).hasPositiveValue();
    }
}
