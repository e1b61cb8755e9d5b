// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** The application's own Jedis client, as Jedis makes it. */
class ApplicationClientTest implements RedisContracts {
    private static RedisServer redis;

    private final RedisClient client = client(redis.port());
    private final RedisBackend backend = RedisBackend.over(client);
    private final RedisClient otherClient = client(redis.port());
    private final RedisBackend other = RedisBackend.over(otherClient);

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static RedisClient client(int port) {
        return RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", port))
                .clientConfig(
                        DefaultJedisClientConfig.builder().timeoutMillis(8_000).build())
                .build();
    }

    @AfterEach
    void close() {
        backend.close();
        other.close();
        client.close();
        otherClient.close();
    }

    @Override
    public CacheBackend backend() {
        return backend;
    }

    @Override
    public CacheBackend otherJvm() {
        return other;
    }

    @Test
    void closingTheBackend_leavesTheClientOpenAndGivesItsConnectionBack() {
        var key = newKey();
        acquire(key, newId());
        acquire(key, newId());
        Awaitility.await().until(() -> client.getPool().getNumActive() == 1);

        backend.close();

        assertThat(client.ping()).isEqualTo("PONG");
        assertThat(client.getPool().getNumActive()).isZero();
    }

    @Test
    void refused_wasNotApplied() {
        try (RedisClient nowhere = client(RedisServer.freePort())) {
            RedisBackend refused = RedisBackend.over(nowhere);

            CacheConnectionException failure = catchThrowableOfType(
                    CacheConnectionException.class, () -> refused.write(newKey(), entry("x"), budget()));

            assertThat(failure.perhapsApplied()).isFalse();
        }
    }

    @Test
    void silent_wasPerhapsApplied() {
        RedisServer silent = RedisServer.start();
        try (silent;
                RedisClient patient = client(silent.port())) {
            RedisBackend hung = RedisBackend.over(patient);
            hung.read(newKey(), budget());
            silent.pause();

            CacheConnectionException failure = catchThrowableOfType(
                    CacheConnectionException.class,
                    () -> hung.write(newKey(), entry("x"), CallBudget.of(Duration.ofSeconds(3))));

            assertThat(failure.perhapsApplied()).isTrue();
            silent.resume();
        }
    }

    /** The pool may hold connections to a server that was the one to ask, for as long as they live. */
    @Test
    void serverThatTakesNoWritesAnyMore_isConnectedToAnew() {
        try (RedisServer demoted = RedisServer.start();
                RedisClient own = client(demoted.port());
                RedisBackend follower = RedisBackend.over(own)) {
            follower.write(newKey(), entry("x"), budget());
            long before = own.getPool().getCreatedCount();
            Raw.command(demoted.port(), "REPLICAOF 127.0.0.1 " + RedisServer.freePort());

            CacheBackendException failure = catchThrowableOfType(
                    CacheBackendException.class, () -> follower.write(newKey(), entry("x"), budget()));
            assertThat(failure).hasMessageContaining("READONLY");
            assertThat(failure.perhapsApplied()).isFalse();
            Raw.command(demoted.port(), "REPLICAOF NO ONE");
            follower.write(newKey(), entry("x"), budget());

            assertThat(own.getPool().getCreatedCount()).isGreaterThan(before);
        }
    }
}
