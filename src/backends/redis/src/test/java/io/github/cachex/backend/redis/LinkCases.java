// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.redis.Proxy.Mode;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** What a link keeps, whoever's connection it is on. */
abstract class LinkCases implements BackendUnderTest {
    static final CacheSpace USERS = new CacheSpace("tck:1", "users");
    static final CacheSpace POSTS = new CacheSpace("tck:1", "posts");

    final RedisServer redis = RedisServer.start();
    final RedisBackend other = Backends.on(redis);
    final RedisClient plain = RedisClient.create("127.0.0.1", redis.port());
    final HeardNews news = new HeardNews();
    RedisBackend listening;

    /** Looks around after the backends under test were closed. */
    void closed() {}

    /** Returns a backend of the kind under test. */
    abstract RedisBackend listeningAt(int port);

    @BeforeEach
    void begin() {
        listening = listeningAt(redis.port());
    }

    @AfterEach
    void end() {
        listening.close();
        closed();
        other.close();
        plain.close();
        redis.close();
    }

    /** The other JVM: the one that writes. */
    @Override
    public CacheBackend backend() {
        return other;
    }

    LinkSession session(HeardNews listener) {
        return listening.link().orElseThrow().open(listener);
    }

    /** Returns a session that has joined {@link #USERS}. */
    LinkSession joined() {
        LinkSession session = session(news);
        session.join(USERS);
        await().until(() -> news.has("joined users"));
        return session;
    }

    static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10));
    }

    /** How often a test looks whether a link is left whose Redis hangs, which need not be. */
    int looksAtAHungRedis() {
        return 500;
    }

    /** Returns when all has arrived that Redis said before. */
    void settle(LinkSession session, HeardNews listener) {
        long now = System.nanoTime();
        // Its answer is there within a moment, and tests settle many times.
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            session.beat();
            return listener.beats.stream().anyMatch(sentAt -> sentAt - now >= 0);
        });
    }

    private void change(String id) {
        other.invalidate(List.of(USERS.key(id)), budget());
    }

    /** Changes entries until one of the changes is heard. */
    private void awaitChange() {
        int[] last = {0};
        await().until(() -> {
            String id = "again-" + last[0]++;
            change(id);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            return news.has("changed users " + id);
        });
    }

    @Test
    void everyWriteButStoreAndSlide_isTold() {
        LinkSession session = joined();
        EntryKey key = USERS.key("välue {1}:*");
        String told = "changed users välue {1}:*";

        int[] expected = {0};
        Map<String, Runnable> writes = Map.of(
                "write", () -> other.write(key, entry("a"), budget()),
                "writeIfAbsent",
                        () -> {
                            plain.del(key.value());
                            other.writeIfAbsent(key, entry("b"), OptionalLong.empty(), budget());
                        },
                "touch",
                        () -> {
                            byte[] frame = Frame.of(entry("c"));
                            ByteBuffer.wrap(frame).putLong(3, System.currentTimeMillis() + LONG.toMillis());
                            plain.set(key.value().getBytes(StandardCharsets.UTF_8), frame);
                            assertThat(other.touch(key, Lifetime.of(LONG), budget()))
                                    .isTrue();
                        },
                "remove", () -> other.remove(key, budget()),
                "remove of nothing", () -> other.remove(key, budget()),
                "invalidate", () -> other.invalidate(List.of(key), budget()),
                "expire", () -> other.expire(List.of(key), budget()));
        writes.forEach((name, write) -> {
            write.run();
            settle(session, news);
            assertThat(news.count(told)).as(name).isEqualTo(++expected[0]);
        });
        long token = newId();
        plain.del(key.value());
        acquire(key, token);
        assertThat(leases().store(key, entry(token, "loaded"), budget())).isTrue();
        assertThat(other.slide(key, token, Lifetime.of(LONG), budget())).isTrue();
        assertThat(other.writeIfAbsent(key, entry("not stored"), OptionalLong.empty(), budget()))
                .isFalse();
        other.remove(POSTS.key("of another cache"), budget());
        settle(session, news);
        assertThat(news.count(told)).isEqualTo(expected[0]);
        assertThat(news.all).noneMatch(what -> what.contains("posts") || what.startsWith("unknown"));
    }

    @Test
    void ownWrites_areTold() {
        LinkSession session = joined();
        listening.write(USERS.key("mine"), entry("x"), budget());
        settle(session, news);

        assertThat(news.has("changed users mine")).isTrue();
    }

    @Test
    void marks_areToldWithTheirState() {
        LinkSession session = joined();
        Set<String> marks = Set.of("a", "größe 10:3:x", "*", "", "emoji 😀");
        var made = other.tags()
                .orElseThrow()
                .mark(USERS, marks, new MarkPosition(-42, 0), new TagBounds(100, Duration.ofMillis(60_000)), budget());
        settle(session, news);

        assertThat(news.states).containsExactly(made);
        assertThat(made.incarnation()).isEqualTo(-42);
        assertThat(made.marks()).hasSize(5).containsEntry("größe 10:3:x", made.epoch());
    }

    @Test
    void whatIsNotUnderstood_isToldAsUnknown() {
        LinkSession session = joined();
        String channel = Names.changes(USERS);
        List<String> odd = List.of(
                "", "1", "2c" + USERS.key("a").value(), "1x", "1cforeign", "1m1 2 3", "1m1 2 3 x ", "1m1 2 3 4 9:a");
        odd.forEach(message -> plain.publish(channel, message));
        settle(session, news);

        assertThat(news.count("unknown users")).isEqualTo(odd.size());
        awaitChange();
    }

    @Test
    void beat_isAnsweredAfterAllThatWasSaidBefore() {
        LinkSession session = joined();
        for (int i = 0; i < 500; i++) {
            change("n" + i);
        }
        long before = System.nanoTime();
        session.beat();
        await().until(() -> !news.beats.isEmpty());

        assertThat(news.all.subList(0, news.all.indexOf("alive")))
                .filteredOn(what -> what.startsWith("changed"))
                .hasSize(500);
        assertThat(news.beats.get(0)).isBetween(before, System.nanoTime());
        assertThat(Set.copyOf(news.threads)).hasSize(1);
    }

    @Test
    void furtherCaches_areJoinedOnTheLiveConnection() {
        LinkSession session = joined();
        session.join(USERS);
        session.join(POSTS);
        await().until(() -> news.has("joined posts"));
        CacheSpace elsewhere = new CacheSpace("another:7", "users");
        session.join(elsewhere);
        await().until(() -> news.count("joined users") == 2);

        other.remove(POSTS.key("p"), budget());
        settle(session, news);

        assertThat(news.has("changed posts p")).isTrue();
        assertThat(news.breaks).hasValue(0);
        assertThat(subscribers()).isEqualTo(1);
    }

    private long subscribers() {
        return Raw.command(redis.port(), "CLIENT LIST TYPE pubsub")
                .lines()
                .filter(line -> line.contains("sub="))
                .count();
    }

    @Test
    void severalSessions_shareTheConnection() {
        LinkSession first = joined();
        HeardNews second = new HeardNews();
        LinkSession late = session(second);
        late.join(USERS);
        await().until(() -> second.has("joined users"));
        change("both");
        settle(first, news);
        settle(late, second);
        assertThat(news.has("changed users both")).isTrue();
        assertThat(second.has("changed users both")).isTrue();
        assertThat(news.count("joined users")).isEqualTo(1);

        first.close();
        first.close();
        first.join(POSTS);
        change("one");
        settle(late, second);
        assertThat(second.has("changed users one")).isTrue();
        assertThat(second.breaks).hasValue(0);
        assertThat(news.has("changed users one")).isFalse();

        late.close();
        await().until(() -> !Raw.command(redis.port(), "PUBSUB CHANNELS *").contains("users"));
        HeardNews third = new HeardNews();
        session(third).join(USERS);
        await().until(() -> third.has("joined users"));
        assertThat(subscribers()).isEqualTo(1);
    }

    @Test
    void listenerThatFails_isToldMoreAndHarmsNobody() {
        HeardNews failing = new HeardNews();
        LinkSession session = joined();
        LinkSession bad = listening.link().orElseThrow().open(new Failing(failing));
        bad.join(USERS);
        await().until(() -> failing.has("joined users"));
        change("a");
        settle(session, news);

        assertThat(failing.has("changed users a")).isTrue();
        assertThat(news.has("changed users a")).isTrue();
    }

    @Test
    void restartedRedis_isLeftAndJoinedAgain() {
        LinkSession session = joined();
        session.join(POSTS);
        await().until(() -> news.has("joined posts"));
        redis.stop();
        await().until(() -> news.breaks.get() == 1);
        redis.restart();
        await().until(() -> news.count("joined users") == 2 && news.count("joined posts") == 2);

        awaitChange();
        assertThat(news.breaks).hasValue(1);
    }

    @Test
    void hungRedis_isLeftOrHeardAgain() {
        LinkSession session = joined();
        redis.pause();
        session.beat();
        int[] looks = {0};
        await().until(() -> looks[0]++ == looksAtAHungRedis() || news.breaks.get() == 1);
        assertThat(news.beats).isEmpty();
        redis.resume();

        settle(session, news);
        awaitChange();
        assertThat(news.count("joined users")).isEqualTo(1 + news.breaks.get());
    }

    /** Nothing is refused and nothing breaks: only the missing answers tell. */
    @Test
    void connectionThatForwardsNothing_isLeft() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port())) {
            listening.close();
            listening = listeningAt(proxy.port());
            LinkSession session = joined();
            // Old connections stay dead, new ones work: a load balancer that lost its memory.
            proxy.swallowOld();

            await().until(() -> news.breaks.get() == 1 && news.count("joined users") == 2);
            settle(session, news);
            awaitChange();
        }
    }

    @Test
    void quietLink_isKeptByItsHeartbeat() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port())) {
            listening.close();
            listening = listeningAt(proxy.port());
            LinkSession session = joined();
            pass(Duration.ofMillis(5_500));

            settle(session, news);
            assertThat(news.breaks).hasValue(0);
        }
    }

    @Test
    void closedAtAnyMoment_leavesNothing() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port())) {
            for (int i = 0; i < 40; i++) {
                RedisBackend brief = listeningAt(proxy.port());
                HeardNews heard = new HeardNews();
                LinkSession session = brief.link().orElseThrow().open(heard);
                session.join(USERS);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
                session.join(POSTS);
                session.beat();
                brief.close();
                session.join(USERS);
                session.beat();
                session.close();
            }
            await().until(() -> threads() == 0);
            await().until(() -> subscribers() == 0);
        }
    }

    @Test
    void closeWhileNothingIsForwarded_leavesNothing() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port())) {
            listening.close();
            listening = listeningAt(proxy.port());
            joined();
            proxy.mode(Mode.SWALLOW);
            listening.close();

            await().until(() -> threads() == 0);
        }
    }

    @Test
    void closeWhileRedisHangs_leavesNothing() {
        joined();
        redis.pause();
        listening.close();

        await().until(() -> threads() == 0);
        redis.resume();
    }

    static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cachex-redis-link"))
                .count();
    }
}
