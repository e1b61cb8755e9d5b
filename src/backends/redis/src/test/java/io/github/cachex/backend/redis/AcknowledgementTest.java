// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Invalidations for which a replica is waited. */
class AcknowledgementTest implements BackendUnderTest {
    private static final TagBounds BOUNDS = new TagBounds(1_000, Duration.ofDays(7));

    private static RedisServer redis;
    private static RedisServer replica;

    private RedisBackend waiting;
    private RedisLog log;

    @BeforeAll
    static void follow() {
        redis = RedisServer.startProcess();
        replica = RedisServer.startProcess();
        Raw.command(replica.port(), "REPLICAOF 127.0.0.1 " + redis.port());
    }

    @AfterAll
    static void leave() {
        replica.close();
        redis.close();
    }

    @Override
    public CacheBackend backend() {
        return waiting;
    }

    @BeforeEach
    void open() {
        Awaitility.await()
                .until(() -> Raw.command(redis.port(), "INFO replication").contains("state=online"));
        log = new RedisLog();
        waiting = RedisBackend.own(Backends.patient(redis.uri(), Optional.empty(), 32), 1);
    }

    @AfterEach
    void closeWaiting() {
        replica.resume();
        waiting.close();
        log.close();
    }

    private List<EntryKey> stored(int count) {
        List<EntryKey> keys = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> {
            EntryKey key = newKey();
            waiting.write(key, entry("old"), budget());
            keys.add(key);
        });
        Awaitility.await().until(() -> keys.stream().allMatch(AcknowledgementTest::isOnTheReplica));
        return keys;
    }

    private static boolean isOnTheReplica(EntryKey key) {
        return Raw.command(replica.port(), "EXISTS " + key.value()).startsWith(":1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700})
    void invalidation_isOnTheReplicaWhenItIsAnswered(int count) {
        List<EntryKey> keys = stored(count);
        // Another way to know the scripts: none.
        Raw.command(redis.port(), "SCRIPT FLUSH");
        assertThat(waiting.invalidate(keys, budget())).isEqualTo(count);
        assertThat(keys).noneMatch(AcknowledgementTest::isOnTheReplica);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void marks_areOnTheReplicaWhenTheyAreAnswered() {
        CacheSpace cache = newSpace();
        waiting.tags().orElseThrow().mark(cache, Set.of("*"), new MarkPosition(1, 0), BOUNDS, budget());
        assertThat(Raw.command(replica.port(), "ZSCORE " + Names.tags(cache) + " m*"))
                .startsWith("$1");
    }

    /** It holds where it was made, which is what counts as long as nothing fails over. */
    @Test
    void replicaThatDoesNotAnswer_isSaidOnceAndHardlyWaitedFor() {
        List<EntryKey> keys = stored(30);
        waiting.invalidate(List.of(newKey()), budget()); // the script is known from here on
        replica.pause();
        int before = Raw.calls(redis.port(), "wait");
        for (EntryKey key : keys) {
            assertThat(waiting.invalidate(List.of(key), budget())).isEqualTo(1);
        }
        assertThat(Raw.calls(redis.port(), "wait") - before).isEqualTo(30);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARNING Redis at 127.0.0.1:" + redis.port() + "/0: 0 of 1 replicas acknowledged")
                .contains("; bring replicas back, or lower cachex.backend.redis.replicas-to-acknowledge");

        replica.resume();
        Awaitility.await().until(() -> {
            waiting.invalidate(keys, budget());
            return log.lines().size() == 2;
        });
        assertThat(log.lines().get(1)).startsWith("INFO").endsWith("replicas acknowledge invalidations again");
    }

    @Test
    void rightToWaitThatLacks_isSaidWithTheRule() {
        Raw.command(redis.port(), "ACL SETUSER job reset on >pw ~* &* +@all -wait");
        String uri = "redis://job:pw@127.0.0.1:" + redis.port();
        try (RedisBackend lacking = RedisBackend.own(Backends.patient(uri, Optional.empty(), 32), 1)) {
            EntryKey key = stored(1).get(0);
            assertThat(lacking.invalidate(List.of(key), budget())).isEqualTo(1);
            lacking.invalidate(List.of(key), budget());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("WAIT is refused (NOPERM")
                    .contains("; grant +wait");
        } finally {
            Raw.command(redis.port(), "ACL DELUSER job");
        }
    }

    @Test
    void clientOfAnApplication_waitsToo() {
        try (RedisClient client = RedisClient.create(redis.hostName(), redis.port());
                RedisBackend over = RedisBackend.over(client, 1)) {
            List<EntryKey> keys = stored(20);
            over.invalidate(keys, budget());
            assertThat(keys).noneMatch(AcknowledgementTest::isOnTheReplica);
        }
    }
}
