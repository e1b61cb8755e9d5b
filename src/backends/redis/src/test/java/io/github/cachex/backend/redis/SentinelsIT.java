// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.redis.RedisSentinels;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The primary is where the Sentinels say, from the moment on that they say it. */
class SentinelsIT implements BackendUnderTest {
    private static final CacheSpace USERS = new CacheSpace("tck:1", "users");
    private static RedisSentinels sentinels;

    private final HeardNews news = new HeardNews();
    private final AtomicInteger written = new AtomicInteger();
    private RedisBackend backend;

    @BeforeAll
    static void start() {
        sentinels = RedisSentinels.start();
    }

    @AfterAll
    static void stop() {
        sentinels.close();
    }

    @BeforeEach
    void begin() {
        backend = Backends.withDefaults(sentinels.uri());
        LinkSession session = backend.link().orElseThrow().open(news);
        session.join(USERS);
        await().until(() -> news.has("joined users"));
    }

    @AfterEach
    void end() {
        backend.close();
        sentinels.awaitOk();
    }

    @Override
    public RedisBackend backend() {
        return backend;
    }

    private static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions();
    }

    private static CallBudget usual() {
        return CallBudget.of(Duration.ofMillis(600));
    }

    /** Writes over the backend, and returns whether that is there at {@code primary}. */
    private boolean writesTo(RedisServer primary) {
        NewEntry entry = entry("value " + written.incrementAndGet());
        backend.write(USERS.key("a"), entry, usual());
        try (RedisBackend direct = Backends.on(primary)) {
            return direct.read(USERS.key("a"), budget()).orElseThrow().entryId() == entry.entryId();
        }
    }

    private void heardFrom(RedisServer primary) {
        int before = written.incrementAndGet();
        await().until(() -> {
            try (RedisBackend direct = Backends.on(primary)) {
                direct.write(USERS.key("heard" + before), entry("new"), budget());
            }
            return news.has("changed users heard" + before);
        });
    }

    private static long connectionsTo(RedisServer server) {
        return Raw.command(server.port(), "CLIENT LIST TYPE normal")
                        .lines()
                        .filter(line -> line.contains("name=cachex"))
                        .count()
                + Raw.command(server.port(), "CLIENT LIST TYPE pubsub")
                        .lines()
                        .filter(line -> line.contains("name=cachex"))
                        .count();
    }

    /** By SENTINEL FAILOVER the server before takes writes for many seconds more, all of which would be lost. */
    @Test
    void primaryThatIsDemoted_isLeftThoughItStillTakesWrites() {
        RedisServer before = sentinels.primary();
        await().until(() -> writesTo(before));

        sentinels.demote();

        RedisServer after = sentinels.primary();
        await().until(() -> writesTo(after));
        assertThat(news.breaks).hasPositiveValue();
        heardFrom(after);
        await().until(() -> connectionsTo(before) == 0);
    }

    @Test
    void primaryThatHangs_isReplacedByTheOneThatIsNamed() {
        RedisServer before = sentinels.primary();
        await().until(() -> writesTo(before));

        before.pause();
        sentinels.awaitReplaced(before);

        RedisServer after = sentinels.primary();
        await().until(() -> writesTo(after));
        heardFrom(after);
        before.resume();
        await().until(() -> connectionsTo(before) == 0);
        assertThat(writesTo(after)).isTrue();
    }

    @Test
    void primaryThatDies_isReplacedByTheOneThatIsNamed() {
        RedisServer before = sentinels.primary();
        await().until(() -> writesTo(before));

        before.stop();
        sentinels.awaitReplaced(before);

        RedisServer after = sentinels.primary();
        await().until(() -> writesTo(after));
        heardFrom(after);
        before.restart();
    }

    @Test
    void sentinelsThatHangOrAreDown_costTheOthersNothing() {
        RedisServer first = sentinels.sentinels().get(0);
        first.pause();
        try (RedisBackend fresh = Backends.withDefaults(sentinels.uri())) {
            String place = "now at 127.0.0.1:" + sentinels.primary().port();
            await().until(() -> fresh.contact(usual()).orElseThrow().contains(place));
        } finally {
            first.resume();
        }
    }

    @Test
    void allSentinelsDown_leaveThePrimaryThatTheyNamedLast() {
        RedisServer primary = sentinels.primary();
        await().until(() -> writesTo(primary));
        sentinels.sentinels().forEach(RedisServer::pause);
        try {
            Raw.command(primary.port(), "CLIENT KILL TYPE normal");
            await().until(() -> writesTo(primary));
        } finally {
            sentinels.sentinels().forEach(RedisServer::resume);
        }
    }

    @Test
    void nameThatNoSentinelKnows_isSaidWithTheRemedy() {
        String uri = sentinels.uri().replace(RedisSentinels.NAME, "misspelt");
        try (RedisBackend wrong = Backends.at(uri)) {
            assertThat(catchThrowableOfType(CacheBackendException.class, () -> wrong.contact(budget())))
                    .hasMessageContaining("no Sentinel names the primary 'misspelt'")
                    .hasMessageContaining("No such master")
                    .hasMessageContaining("look at the name behind the hosts in cachex.backend.redis.uri");
        }
    }

    @Test
    void sentinelTakenForARedis_isSaidWithTheRemedy() {
        try (RedisBackend wrong = Backends.at(sentinels.sentinels().get(0).uri())) {
            assertThat(catchThrowableOfType(CacheBackendException.class, () -> wrong.contact(budget())))
                    .hasMessageContaining("it is a Sentinel")
                    .hasMessageContaining(
                            "write redis-sentinel://host:26379/name in cachex.backend.redis.uri, with the name");
        }
    }

    @Test
    void sentinelsThatWantCredentials_areGivenTheirOwn() {
        sentinels
                .sentinels()
                .forEach(sentinel -> Raw.command(sentinel.port(), "ACL SETUSER default on resetpass >s3ntinel"));
        try (RedisBackend without = Backends.at(sentinels.uri());
                RedisBackend with = RedisBackend.own(Backends.toSentinels(sentinels.uri(), "default", "s3ntinel"))) {
            assertThat(catchThrowableOfType(CacheBackendException.class, () -> without.contact(budget())))
                    .hasMessageContaining("NOAUTH")
                    .hasMessageContaining("look at cachex.backend.redis.sentinel.username");
            assertThat(with.contact(budget()).orElseThrow()).contains("version ");
        } finally {
            sentinels
                    .sentinels()
                    .forEach(
                            sentinel -> Raw.command(sentinel.port(), "AUTH s3ntinel\r\nACL SETUSER default on nopass"));
        }
    }

    /** The rights that the documentation names, and no others. */
    @Test
    void userOfTheSentinelsWithTheLeastRights_mayAskAndHear() {
        sentinels
                .sentinels()
                .forEach(
                        sentinel -> Raw.command(
                                sentinel.port(),
                                "ACL SETUSER cachex on >s3ntinel resetchannels -@all +sentinel|master +subscribe &+switch-master"));
        try (RedisBackend least = RedisBackend.own(Backends.toSentinels(sentinels.uri(), "cachex", "s3ntinel"))) {
            assertThat(least.contact(budget()).orElseThrow()).contains("version ");
            await().until(() -> sentinels.sentinels().stream()
                    .anyMatch(sentinel -> Raw.command(sentinel.port(), "CLIENT LIST TYPE pubsub")
                            .contains("user=cachex")));
        }
    }

    @Test
    void close_leavesNoThread() {
        backend.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("cachex-redis-sentinels"));
        await().until(() -> connectionsTo(sentinels.primary()) == 0);
    }
}
