// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Databases of one Redis, which have the names of channels in common: none hears of what happens in another. */
class DatabasesTest {
    private static final CacheSpace USERS = new CacheSpace("tck:1", "users");

    private static RedisServer redis;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        redis = RedisServer.start("--databases", "100");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <C extends AutoCloseable> C opened(C closeable) {
        open.add(closeable);
        return closeable;
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private RedisBackend own(int database) {
        return opened(Backends.at(redis.uri() + "/" + database));
    }

    private RedisBackend handedIn(String credentials, int database) {
        String place = redis.hostName() + ":" + redis.port() + "/" + database;
        return opened(RedisBackend.over(opened(RedisClient.create("redis://" + credentials + place))));
    }

    private RedisBackend backend(String kind, int database) {
        return kind.equals("own") ? own(database) : handedIn("", database);
    }

    private static void change(RedisBackend changing, String id) {
        changing.invalidate(List.of(USERS.key(id)), budget());
        changing.tags()
                .orElseThrow()
                .mark(USERS, Set.of(id), new MarkPosition(7, 0), new TagBounds(10, Duration.ofHours(1)), budget());
    }

    /** Returns what was heard by the time that what was said first has arrived. */
    private static HeardNews settled(LinkSession session, HeardNews news) {
        long now = System.nanoTime();
        Awaitility.await().until(() -> {
            session.beat();
            return news.beats.stream().anyMatch(sentAt -> sentAt - now >= 0);
        });
        return news;
    }

    @ParameterizedTest
    @CsvSource({
        "own, 0, own, 1", "own, 1, own, 0", "own, 1, own, 11", "own, 11, own, 1",
        "handed in, 0, own, 2", "own, 0, handed in, 2", "handed in, 3, handed in, 0", "handed in, 3, own, 4",
    })
    void changesInAnotherDatabase_areNotHeard(String kind, int database, String other, int otherDatabase) {
        HeardNews news = new HeardNews();
        LinkSession session = backend(kind, database).link().orElseThrow().open(news);
        session.join(USERS);
        Awaitility.await().until(() -> news.has("joined users"));

        change(backend(other, otherDatabase), "elsewhere");
        change(own(database), "here");

        Awaitility.await().until(() -> news.has("changed users here") && news.has("marked users"));
        assertThat(settled(session, news).all)
                .doesNotContain("changed users elsewhere")
                .filteredOn("marked users"::equals)
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"own, own, 5", "own, handed in, 5", "handed in, own, 5", "handed in, handed in, 5", "handed in, own, 0"
    })
    void changesInTheSameDatabase_areHeardWhoeversClientItIs(String kind, String other, int database) {
        HeardNews news = new HeardNews();
        LinkSession session = backend(kind, database).link().orElseThrow().open(news);
        session.join(USERS);
        Awaitility.await().until(() -> news.has("joined users"));

        change(backend(other, database), "here");

        Awaitility.await().until(() -> news.has("changed users here") && news.has("marked users"));
    }

    @Test
    void clientWhoseDatabaseCannotBeAskedFor_isInTheFirstWhereItMaySelectNoOther() {
        Raw.command(redis.port(), "ACL SETUSER first on >pw ~* &* +@all -client -select");
        HeardNews news = new HeardNews();
        LinkSession session = handedIn("first:pw@", 0).link().orElseThrow().open(news);
        session.join(USERS);
        Awaitility.await().until(() -> news.has("joined users"));

        change(own(0), "here");

        Awaitility.await().until(() -> news.has("changed users here"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 15})
    void clientOfARedisWithoutTheCommand_isFoundInItsDatabase(int database) {
        Raw.command(redis.port(), "ACL SETUSER managed on >pw ~* &* +@all -client");
        HeardNews news = new HeardNews();
        LinkSession session =
                handedIn("managed:pw@", database).link().orElseThrow().open(news);
        session.join(USERS);
        Awaitility.await().until(() -> news.has("joined users"));

        change(own(database), "here");

        Awaitility.await().until(() -> news.has("changed users here") && news.has("marked users"));
    }

    /** It is not sought for ever. */
    @Test
    void clientInADatabaseFarBehind_isRefusedWithTheRule() {
        Raw.command(redis.port(), "ACL SETUSER far on >pw ~* &* +@all -client");
        RedisBackend backend = handedIn("far:pw@", 90);

        CacheBackendException failure = catchThrowableOfType(
                CacheBackendException.class, () -> backend.invalidate(List.of(USERS.key("1")), budget()));

        assertThat(failure).hasMessageContaining("+client|info");
    }

    @Test
    void clientWhoseDatabaseCannotBeAskedFor_isRefusedWithTheRuleWhereItMayBeAnyOther() {
        Raw.command(redis.port(), "ACL SETUSER any on >pw ~* &* +@all -client -move");
        RedisBackend backend = handedIn("any:pw@", 1);
        EntryKey key = USERS.key("1");

        CacheBackendException failure =
                catchThrowableOfType(CacheBackendException.class, () -> backend.invalidate(List.of(key), budget()));

        assertThat(failure).hasMessageContaining("+client|info");
        assertThat(failure.perhapsApplied()).isFalse();
        Raw.command(redis.port(), "ACL SETUSER any +client|info");
        assertThat(backend.invalidate(List.of(key), budget())).isZero();
    }
}
