// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another server is said to answer from now on, just while a command is told until when it may run. */
class ForgottenClockTest implements BackendUnderTest {
    private final RedisServer redis = RedisServer.start();
    private final AtomicBoolean forgetting = new AtomicBoolean();
    private final RedisClock clock = new RedisClock(this::nanos);
    private final RedisBackend backend = new RedisBackend(
            new ManagedClient(
                    ServerLocator.at(new RedisAddress(
                            redis.hostName(), redis.port(), Optional.empty(), Optional.empty(), 0, false)),
                    Backends.defaults(redis.uri(), 2),
                    clock),
            clock);
    private final RedisBackend healthy = Backends.on(redis);

    private long nanos() {
        if (forgetting.compareAndSet(true, false)) {
            clock.forget();
        }
        return System.nanoTime();
    }

    @Override
    public CacheBackend backend() {
        return healthy;
    }

    @AfterEach
    void close() {
        backend.close();
        healthy.close();
        redis.close();
    }

    @Test
    void writeThatRunsLate_doesNothing() {
        EntryKey key = newKey();
        // The script is known, and the clock learned.
        backend.write(newKey(), entry("any"), budget());
        redis.pause();
        forgetting.set(true);
        assertThat(OnSickRedis.failure(() -> backend.write(key, entry("late"), OnSickRedis.usual()))
                        .perhapsApplied())
                .isTrue();
        redis.resume();
        healthy.invalidate(List.of(newKey()), budget());

        assertThat(forgetting).isFalse();
        assertThat(content(key)).isEqualTo("nothing");
    }

    @Test
    void write_isDoneAllTheSame() {
        EntryKey key = newKey();
        backend.write(newKey(), entry("any"), budget());
        forgetting.set(true);
        backend.write(key, entry("stored"), budget());
        assertThat(content(key)).isEqualTo("stored");
    }
}
