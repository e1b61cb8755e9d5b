// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A planned failover: the name (of a service, a load balancer; here a proxy) leads to another server, and the one before lives on as a
 * replica. Connections that are open stay with that one, which answers reads and refuses writes.
 */
class NameLeadsElsewhereTest implements BackendUnderTest {
    private static final CacheSpace USERS = new CacheSpace("tck:1", "users");
    private static final TagBounds BOUNDS = new TagBounds(1_000, Duration.ofDays(1));

    private final RedisServer before = RedisServer.start();
    private final RedisServer after = RedisServer.start();
    private final RedisBackend other = Backends.on(after);
    private final HeardNews news = new HeardNews();
    private Proxy name;
    private RedisBackend behind;

    @BeforeEach
    void begin() throws IOException {
        name = Proxy.before(before.port());
        behind = Backends.at(name.uri());
    }

    @AfterEach
    void end() throws IOException {
        behind.close();
        other.close();
        name.close();
        before.close();
        after.close();
    }

    /** What a JVM sees that speaks to the other server itself. */
    @Override
    public CacheBackend backend() {
        return other;
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20));
    }

    private LinkSession joined(RedisBackend backend) {
        LinkSession session = backend.link().orElseThrow().open(news);
        session.join(USERS);
        await().until(() -> news.has("joined users"));
        return session;
    }

    private void failOver() {
        name.leadTo(after.port());
        Raw.command(before.port(), "REPLICAOF 127.0.0.1 1");
    }

    /** Returns how many connections lead to the server before, beside the one that asks. */
    private long connectionsBefore() {
        return Raw.command(before.port(), "CLIENT LIST TYPE normal")
                        .lines()
                        .filter(line -> line.contains("name=cachex"))
                        .count()
                + Raw.command(before.port(), "CLIENT LIST TYPE pubsub")
                        .lines()
                        .filter(line -> line.contains("name=cachex"))
                        .count();
    }

    /** Runs {@code first} as the first that is done after the failover, and then expects all to be as ever. */
    private void survives(Consumer<RedisBackend> first) {
        joined(behind);
        behind.write(USERS.key("a"), entry("old"), budget());
        failOver();

        first.accept(behind);

        await().until(() -> {
            behind.tags().orElseThrow().peek(List.of(USERS), budget());
            return news.count("joined users") > 1;
        });
        assertThat(news.breaks).as("what was said meanwhile is missed").hasPositiveValue();
        other.write(USERS.key("heard"), entry("new"), budget());
        await().until(() -> news.has("changed users heard"));
        assertThat(connectionsBefore()).isZero();
    }

    @Test
    void leaseAfterAFailover_isWonAndTheValueStored() {
        EntryKey key = USERS.key("b");
        long token = newId();
        survives(backend -> {
            LeaseRequest request = new LeaseRequest(token, LONG, StoredEntry.UNREADABLE);
            assertThat(backend.leases()
                            .orElseThrow()
                            .acquire(key, request, budget())
                            .lease())
                    .isEqualTo(LeaseState.WON);
            assertThat(backend.leases().orElseThrow().store(key, entry(token, "loaded"), budget()))
                    .isTrue();
        });
        assertThat(content(key)).isEqualTo("loaded");
    }

    @Test
    void manyLeasesAfterAFailover_areWon() {
        Map<EntryKey, LeaseRequest> requests = Map.of(
                USERS.key("b"), new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE),
                USERS.key("c"), new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE));
        survives(backend -> assertThat(backend.leases()
                        .orElseThrow()
                        .acquireAll(requests, budget())
                        .values())
                .allSatisfy(answer -> assertThat(answer.lease()).isEqualTo(LeaseState.WON)));
    }

    @Test
    void invalidationAfterAFailover_isAppliedWhereOthersRead() {
        other.write(USERS.key("a"), entry("old"), budget());
        survives(backend -> backend.invalidate(List.of(USERS.key("a")), budget()));
        assertThat(content(USERS.key("a"))).isEqualTo("nothing");
    }

    @Test
    void manyWritesAfterAFailover_areAllThere() {
        survives(backend -> backend.writeAll(Map.of(USERS.key("b"), entry("1"), USERS.key("c"), entry("2")), budget()));
        assertThat(content(USERS.key("b")) + content(USERS.key("c"))).isEqualTo("12");
    }

    @Test
    void putIfAbsentAndCountersAfterAFailover_work() {
        survives(backend -> {
            assertThat(backend.writeIfAbsent(USERS.key("once"), entry("1"), OptionalLong.empty(), budget()))
                    .isTrue();
            assertThat(backend.increment(USERS.key("n"), 3, LONG, budget())).isEqualTo(3);
        });
    }

    @Test
    void marksAfterAFailover_areMadeWhereOthersLook() {
        survives(backend ->
                backend.tags().orElseThrow().mark(USERS, Set.of("t:x"), new MarkPosition(7, 0), BOUNDS, budget()));
        assertThat(other.tags()
                        .orElseThrow()
                        .peek(List.of(USERS), budget())
                        .get(0)
                        .epoch())
                .isPositive();
    }

    /** A JVM that only reads learns of it from its heartbeat. */
    @Test
    void nothingButReadsAfterAFailover_leadsToTheOtherServerToo() {
        survives(backend -> {});
    }

    /** The name follows later: until then each second is one try. */
    @Test
    void nameThatFollowsLate_isFollowedThen() {
        joined(behind);
        behind.write(USERS.key("a"), entry("old"), budget());
        Raw.command(before.port(), "REPLICAOF 127.0.0.1 1");
        assertThat(catchThrowableOfType(
                        CacheBackendException.class, () -> behind.invalidate(List.of(USERS.key("a")), budget())))
                .hasMessageContaining("READONLY");

        name.leadTo(after.port());

        await().ignoreExceptions().until(() -> behind.invalidate(List.of(USERS.key("a")), budget()) == 0);
        await().until(() -> news.count("joined users") > 1);
        assertThat(connectionsBefore()).isZero();
    }

    @Test
    void addressOfAReplica_isDialledOnceASecondAndSaidOnce() {
        Raw.command(before.port(), "REPLICAOF 127.0.0.1 1");
        try (RedisLog log = new RedisLog()) {
            joined(behind);
            int dialled = name.connections();
            Elapsed elapsed = Elapsed.start();
            await().until(() -> {
                assertThat(catchThrowableOfType(
                                CacheBackendException.class,
                                () -> behind.invalidate(List.of(USERS.key("a")), budget())))
                        .hasMessageContaining("READONLY");
                return log.lines().stream()
                                        .filter(line -> line.contains("dialled anew"))
                                        .count()
                                > 0
                        && name.connections() - dialled > 5;
            });

            // One for the first call, and then one for each second.
            elapsed.isAtLeast(Duration.ofSeconds(name.connections() - dialled - 2));
            assertThat(news.breaks).as("the link is left alone").hasValue(0);
            assertThat(log.lines().stream().filter(line -> line.contains("dialled anew")))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING Redis at 127.0.0.1:" + name.port() + "/0 goes on to answer READONLY")
                    .contains("cachex.backend.redis.uri");
        }
    }

    /** Blue and green: the server before stays what it was, and nothing tells that the name leads elsewhere. */
    @Test
    void connectionsThatGrewOld_areReplacedByThoseToWhereTheNameLeads() {
        RedisSettings young = Backends.aged(name.uri(), Duration.ofSeconds(1));
        try (RedisBackend aging = RedisBackend.own(young)) {
            joined(aging);
            aging.write(USERS.key("a"), entry("old"), budget());
            name.leadTo(after.port());

            await().until(() -> {
                aging.write(USERS.key("a"), entry("new"), budget());
                return content(USERS.key("a")).equals("new");
            });
            await().until(() -> connectionsBefore() == 0);
            await().until(() -> news.count("joined users") > 1);
            other.write(USERS.key("heard"), entry("new"), budget());
            await().until(() -> news.has("changed users heard"));
        }
    }
}
