// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** A Redis of each test's own that falls sick, and backends over it with the client of one kind. */
abstract class OnSickRedis implements BackendUnderTest {
    /** The common pool has a single thread on a small machine. */
    static final Executor OWN_THREAD = task -> new Thread(task).start();

    private static final Duration BUDGET = Duration.ofMillis(600);

    final RedisServer redis = RedisServer.start();
    final ClientsUnderTest clients = newClients();
    final RedisBackend healthy = Backends.on(redis);
    final RedisBackend backend = clients.withDefaults(redis.uri());

    /** Returns how the backends under test reach Redis: each with a client of its own, unless a subclass says something else. */
    ClientsUnderTest newClients() {
        return new OwnClients();
    }

    /** For what is done before and after the sickness. */
    @Override
    public CacheBackend backend() {
        return healthy;
    }

    @AfterEach
    void close() {
        backend.close();
        healthy.close();
        clients.close();
        redis.close();
    }

    /** Returns what went wrong within the budget. */
    static CacheBackendException failure(ThrowingCallable call) {
        Elapsed elapsed = Elapsed.start();
        CacheBackendException failure = catchThrowableOfType(CacheBackendException.class, call);
        elapsed.isWithin(BUDGET);
        assertThat(failure).isNotNull();
        return failure;
    }

    static CallBudget usual() {
        return CallBudget.of(BUDGET);
    }

    /** A write that is sent twice lasts as long as its budget, so that the first cannot come late; and a new connection has room in it. */
    static CallBudget twice() {
        return CallBudget.of(Duration.ofSeconds(3));
    }

    /** Waits until {@code sick} answers; then it has a connection. */
    void awaitHealth(RedisBackend sick) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            sick.read(newKey(), usual());
            return true;
        });
    }
}
