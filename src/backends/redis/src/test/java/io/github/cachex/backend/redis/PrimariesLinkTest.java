// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static io.github.cachex.backend.redis.SaidLayout.shard;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The links on several servers as one, of which each tells its own alone: they are no cluster, which is only said. */
class PrimariesLinkTest {
    private static final CacheSpace USERS = new CacheSpace("tck:1", "users");
    private static RedisServer first;
    private static RedisServer second;

    private final Place a = new Place(first.hostName(), first.port());
    private final Place b = new Place(second.hostName(), second.port());
    private final SharedState shared = SharedState.fresh(0);
    private final SaidLayout said = new SaidLayout(a);
    private final Topology topology = new Topology(said, Optional.empty(), this::make);
    private final PrimariesLink link = new PrimariesLink(topology, shared.publishing());
    private final HeardNews news = new HeardNews();

    @BeforeAll
    static void start() {
        first = RedisServer.start();
        second = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    /** Each takes what it hears, whatever the slot. */
    private Primary make(String name, Place place, SlotFilter slots) {
        RedisSettings settings = Backends.patient("redis://" + place, Optional.empty(), 4);
        RedisClock clock = new RedisClock();
        ServerLocator there = ServerLocator.at(settings.servers().hosts().get(0));
        return new Primary(name, new ManagedClient(there, settings, clock), clock, shared, SlotFilter.ALL);
    }

    @BeforeEach
    void letThereBeTwo() {
        sayBoth();
    }

    @AfterEach
    void close() {
        topology.close();
    }

    private void sayBoth() {
        say(shard(a, 0, 8_191), shard(b, 8_192, 16_383));
    }

    private void say(Layout.Shard... shards) {
        said.say(shards);
        topology.refresh(CallBudget.of(Duration.ofSeconds(10)));
    }

    private LinkSession joined() {
        LinkSession session = link.open(news);
        session.join(USERS);
        await().until(() -> news.has("joined users"));
        return session;
    }

    /** Has {@code server} say that an entry has changed; returns who heard it. */
    private static long tell(RedisServer server, String id) {
        return publish(server, "1c" + USERS.key(id).value());
    }

    private static long publish(RedisServer server, String message) {
        try (Jedis jedis = new Jedis(server.hostName(), server.port())) {
            return jedis.publish(Names.changes(USERS).getBytes(UTF_8), message.getBytes(UTF_8));
        }
    }

    private static void cutLinks(RedisServer server) {
        Raw.command(server.port(), "CLIENT KILL TYPE pubsub");
    }

    @Test
    void changes_areHeardOfAll() {
        joined();
        tell(first, "1");
        tell(second, "2");

        await().until(() -> news.has("changed users 1") && news.has("changed users 2"));
        assertThat(news.count("joined users")).isEqualTo(1);
    }

    @Test
    void messageThatIsNotUnderstood_isHandedOnAsSuch() {
        joined();
        publish(second, "?");

        await().until(() -> news.has("unknown users"));
    }

    @Test
    void linkThatBreaksOnOne_isBrokenAndJoinedAgainAsAWhole() {
        joined();
        cutLinks(second);

        await().until(() -> news.count("joined users") == 2);
        assertThat(news.breaks).hasValue(1);
        tell(first, "later");
        await().until(() -> news.has("changed users later"));
    }

    /** Until all are listened to, what one of them says is no news of the whole. */
    @Test
    void beats_comeOnceAllHaveAnswered() {
        LinkSession session = joined();
        await().until(() -> {
            session.beat();
            return !news.beats.isEmpty();
        });
        int before = news.beats.size();
        second.pause();
        session.beat();
        second.resume();

        await().until(() -> news.beats.size() > before);
    }

    @Test
    void primaryThatComes_breaksTheWholeUntilItIsJoinedToo() {
        say(shard(a, 0, 16_383));
        joined();

        sayBoth();

        await().until(() -> news.count("joined users") == 2);
        assertThat(news.breaks).hasValue(1);
        tell(second, "there");
        await().until(() -> news.has("changed users there"));
    }

    @Test
    void primaryThatGoes_isHeardNoLongerAndBreaksNothing() {
        joined();

        say(shard(a, 0, 16_383));
        tell(second, "gone");
        tell(first, "here");

        await().until(() -> news.has("changed users here"));
        await().until(() -> tell(second, "gone too") == 0);
        assertThat(news.breaks).hasValue(0);
        assertThat(news.has("changed users gone")).isFalse();
    }

    @Test
    void closed_isToldNothingMore() {
        LinkSession session = joined();
        session.close();
        session.join(new CacheSpace("tck:1", "late"));

        await().until(() -> tell(first, "late") == 0 && tell(second, "late") == 0);
        assertThat(news.all).containsExactly("joined users");
    }
}
