// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A put whose answer was lost is sent once more with the same entry id; who removed the entry meanwhile has it alone. */
class RepeatedPutTest {
    private static RedisServer redis;
    private static RedisBackend backend;
    private static int keys;

    private final EntryKey key = new EntryKey("repeated:1", "jobs", "job" + keys++);
    private final NewEntry job = entry(7, "job");

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        backend = Backends.at(redis.uri());
    }

    @AfterAll
    static void stop() {
        backend.close();
        redis.close();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(30));
    }

    private static NewEntry entry(long id, String content) {
        return new NewEntry(id, content.getBytes(StandardCharsets.UTF_8), Lifetime.of(Duration.ofHours(1)));
    }

    private Optional<String> removed() {
        return backend.remove(key, budget())
                .map(StoredEntry::bytes)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void putRepeatedAfterItsRemoval_isNotHandedOutTwice() {
        backend.write(key, job, budget());
        assertThat(removed()).contains("job");
        backend.write(key, job, budget());
        assertThat(removed()).isEmpty();
    }

    /** Handed out a second time it might be done twice, and said to be nothing it would be lost in silence. */
    @Test
    void removalOfWhichTheAnswerWasLost_isSaidToBePerhapsDone() throws Exception {
        backend.write(key, job, budget());
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend behind = RedisBackend.own(
                        Backends.patient(proxy.uri(), Optional.empty(), 1).within(Duration.ofSeconds(1)))) {
            behind.time(key, budget());
            proxy.mode(Proxy.Mode.CUT_ONCE);

            CacheConnectionException failure =
                    catchThrowableOfType(CacheConnectionException.class, () -> behind.remove(key, budget()));

            assertThat(failure).hasMessageContaining("it was removed, and the answer that held it was lost");
            assertThat(failure.perhapsApplied()).isTrue();
        }
        assertThat(removed()).isEmpty();
    }

    @Test
    void putIfAbsentRepeatedAfterItsRemoval_succeedsAndIsNotHandedOutTwice() {
        assertThat(backend.writeIfAbsent(key, job, OptionalLong.empty(), budget()))
                .isTrue();
        assertThat(removed()).contains("job");
        assertThat(backend.writeIfAbsent(key, job, OptionalLong.empty(), budget()))
                .isTrue();
        assertThat(removed()).isEmpty();
    }

    @Test
    void otherPutAfterARemoval_isStored() {
        backend.write(key, job, budget());
        assertThat(removed()).contains("job");
        backend.write(key, entry(8, "next"), budget());
        assertThat(removed()).contains("next");
        backend.write(key, job, budget());
        backend.write(key, entry(8, "next"), budget());
        assertThat(removed()).isEmpty();
    }

    /** As an encrypted entry is by a touch. */
    @Test
    void putRepeatedAfterItsEntryWasReplacedAndRemoved_isNotHandedOutTwice() {
        backend.write(key, job, budget());
        assertThat(backend.replace(key, 7, entry(8, "job"), budget())).isTrue();
        assertThat(removed()).contains("job");
        backend.write(key, job, budget());
        assertThat(removed()).isEmpty();
    }

    @Test
    void putIfAbsentRepeatedAfterItsEntryWasReplaced_succeeds() {
        assertThat(backend.writeIfAbsent(key, job, OptionalLong.empty(), budget()))
                .isTrue();
        assertThat(backend.replace(key, 7, entry(8, "job"), budget())).isTrue();
        assertThat(backend.writeIfAbsent(key, job, OptionalLong.empty(), budget()))
                .isTrue();
        assertThat(backend.writeIfAbsent(key, entry(9, "other"), OptionalLong.empty(), budget()))
                .isFalse();
        assertThat(removed()).contains("job");
        assertThat(removed()).isEmpty();
    }

    /** Somebody else's bytes under the key of what was taken are not read as a whole, and end with the next removal. */
    @Test
    void foreignBytesBesideTheKey_areLeftOut() {
        try (Jedis jedis = new Jedis(redis.hostName(), redis.port())) {
            jedis.set(Names.removed(key), "x".repeat(1_000_001));
            backend.write(key, job, budget());
            assertThat(removed()).contains("job");
            backend.write(key, job, budget());
            assertThat(removed()).isEmpty();
            assertThat(jedis.strlen(Names.removed(key))).isLessThanOrEqualTo(1_024);
            jedis.del(Names.removed(key));
            jedis.lpush(Names.removed(key), "x");
            backend.write(key, job, budget());
            assertThat(removed()).contains("job");
            backend.write(key, job, budget());
            assertThat(removed()).isEmpty();
        }
    }

    /** Sixty-four entries and their removals at most, for a while. */
    @Test
    void whatWasRemoved_isRememberedWithinBounds() {
        for (int id = 100; id < 200; id++) {
            backend.write(key, entry(id, "job"), budget());
            assertThat(removed()).contains("job");
        }
        try (Jedis jedis = new Jedis(redis.hostName(), redis.port())) {
            assertThat(jedis.strlen(Names.removed(key))).isEqualTo(1_024);
            assertThat(jedis.pttl(Names.removed(key))).isBetween(1L, 600_000L);
        }
    }
}
