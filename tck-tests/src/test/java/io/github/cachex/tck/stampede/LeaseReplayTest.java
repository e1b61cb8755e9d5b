// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.backend.memory.MemoryBackend;
import io.github.cachex.backend.redis.RedisBackend;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.tck.model.Bug;
import io.github.cachex.tck.model.Replays;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.FaultyBackend;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** Counterexamples of the lease model that are a matter of the backend, on the scripts, on the backends, and on broken scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaseReplayTest extends OverRedis {
    private static final long A = 1;
    private static final long B = 3;

    private Jedis jedis;
    private RedisClient client;
    private RedisBackend backend;
    private MemoryBackend memory;

    @BeforeAll
    void open() {
        jedis = Raw.jedis(redis());
        client = RedisClient.create(redis().uri());
        backend = RedisBackend.over(client);
        memory = MemoryBackend.holding(1_000, 1_000_000);
    }

    @AfterAll
    void close() {
        memory.close();
        backend.close();
        client.close();
        jedis.close();
    }

    @AfterEach
    void empty() {
        OneKey.over(memory).invalidate();
    }

    List<OneKey> sound() {
        return List.of(ScriptKey.sound(jedis), OneKey.over(backend), OneKey.over(memory));
    }

    private OneKey broken(String script, String line, String instead) {
        return ScriptKey.broken(jedis, script, line, instead);
    }

    /** B wins and loads 1; C changes the source to 2 and invalidates; B stores 1; A reads. */
    private static int readAfterAnOldStore(OneKey key, Runnable invalidation) {
        assertThat(key.read()).isZero();
        assertThat(key.acquire(B)).isEqualTo("WON");
        invalidation.run();
        key.store(B, 1);
        return key.read();
    }

    @ParameterizedTest
    @MethodSource("sound")
    @Replays({Bug.UNFENCED_STORE, Bug.INVALIDATE_LEAVES_LEASE})
    void storeOfWhatWasLoadedBeforeAnInvalidation_isRefused(OneKey key) {
        assertThat(readAfterAnOldStore(key, key::invalidate)).isZero();
    }

    @Test
    void unfencedStore_bringsTheOldValueBack() {
        OneKey key = broken("store", "if kind == 'L' and owner == token then", "if true then");
        assertThat(readAfterAnOldStore(key, key::invalidate)).isEqualTo(1);
    }

    @Test
    void invalidationThatLeavesTheLease_letsTheOldValueBack() {
        OneKey key = broken("invalidate", "changed()", "");
        assertThat(readAfterAnOldStore(key, key::invalidate)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("sound")
    @Replays(Bug.PUT_LEAVES_LEASE)
    void storeOfWhatWasLoadedBeforeAPut_isRefused(OneKey key) {
        assertThat(readAfterAnOldStore(key, () -> key.put(2))).isEqualTo(2);
    }

    @Test
    void putThatLeavesTheLease_isOverwrittenByTheOldValue() {
        OneKey key = broken("write", "changed()", "");
        assertThat(readAfterAnOldStore(key, () -> key.put(2))).isEqualTo(1);
    }

    /** B holds the lease; A, whose acquire was not answered, gives it back in case it won; A asks again. */
    private static String askedAgainAfterAForeignRelease(OneKey key) {
        assertThat(key.acquire(B)).isEqualTo("WON");
        assertThat(key.acquire(A)).isEqualTo("BUSY");
        key.release(A);
        return key.acquire(A + 1);
    }

    @ParameterizedTest
    @MethodSource("sound")
    @Replays(Bug.RELEASE_WITHOUT_TOKEN)
    void releaseByAnother_leavesTheLease(OneKey key) {
        assertThat(askedAgainAfterAForeignRelease(key)).isEqualTo("BUSY");
    }

    @Test
    void releaseWithoutToken_grantsTheLeaseTwice() {
        OneKey key = broken("release", "if owner ~= token then", "if false then");
        assertThat(askedAgainAfterAForeignRelease(key)).isEqualTo("WON");
    }

    /** C puts 2 without an answer and invalidates; it changes the source to 3 and invalidates; then the put runs; B reads. */
    private static int readAfterALatePut(OneKey key, Runnable latePut) {
        key.invalidate();
        key.invalidate();
        latePut.run();
        return key.read();
    }

    @Test
    @Replays(Bug.LATE_PUT)
    void putThatRunsLate_doesNothing() {
        OneKey scripts = ScriptKey.sound(jedis);
        assertThat(readAfterALatePut(scripts, () -> scripts.putLate(2))).isZero();
        FaultyBackend faulty = FaultyBackend.over(memory);
        faulty.late(BackendOperation.WRITE);
        CallBudget spent = CallBudget.of(Duration.ofMillis(-1));
        NewEntry entry = new NewEntry(2, new byte[] {'2'}, Lifetime.of(Duration.ofHours(1)));
        assertThat(catchThrowable(() -> faulty.write(OneKey.KEY, entry, spent))).isNotNull();
        assertThat(readAfterALatePut(OneKey.over(faulty), faulty::runLate)).isZero();
    }

    @Test
    void putWithoutDeadline_bringsTheOldValueBack() {
        OneKey key = broken("write", "if late then", "if false then");
        assertThat(readAfterALatePut(key, () -> key.putLate(2))).isEqualTo(2);
    }
}
