// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.WaitingThreads;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/**
 * A sick Redis costs no more through the application's client, as Jedis makes it: with 2 s for an answer, 8 connections, and a wait
 * for one without end.
 */
class HandedInSickRedisTest extends SickRedisTest {
    /** Without an initial value, since the superclass makes the first client. */
    private List<RedisClient> clients;

    @AfterEach
    void closeClients() {
        clients.forEach(RedisClient::close);
    }

    private RedisClient closing(RedisClient client) {
        if (clients == null) {
            clients = new ArrayList<>();
        }
        clients.add(client);
        return client;
    }

    @Override
    RedisBackend withDefaults(String uri) {
        return RedisBackend.over(closing(RedisClient.create(uri)));
    }

    @Override
    RedisBackend at(String uri) {
        RedisBackend backend = RedisBackend.over(closing(RedisClient.builder()
                .fromURI(URI.create(uri))
                .clientConfig(
                        DefaultJedisClientConfig.builder().timeoutMillis(8_000).build())
                .build()));
        try {
            // It learns the number of its database, and the time, with its first script.
            backend.expire(List.of(newKey()), budget());
        } catch (CacheConnectionException e) {
            // There is none.
        }
        return backend;
    }

    /** Jedis connects once where a client is made. */
    @Override
    void withoutConnections() {
        clients.forEach(client -> client.getPool().clear());
    }

    /** The pool of the client replaces a broken connection by itself. */
    @Override
    void hasDialledOnce(Proxy proxy) {
        assertThat(proxy.connections()).isBetween(2, 3);
    }

    private RedisClient narrow(ConnectionPoolConfig pool) {
        pool.setMaxTotal(2);
        return closing(RedisClient.builder()
                .hostAndPort("127.0.0.1", redis.port())
                .poolConfig(pool)
                .build());
    }

    /** Takes connections of the application's pool, as its own use of the client does. */
    private static List<Connection> taken(RedisClient client, int count) {
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(client.getPool().getResource());
        }
        return taken;
    }

    @Test
    @Override
    void poolExhausted_failsInTimeAndSaysHowToMendIt() {
        RedisClient client = narrow(new ConnectionPoolConfig());
        List<Connection> taken = taken(client, 2);
        try (RedisBackend narrow = RedisBackend.over(client)) {
            CacheBackendException failure = failure(() -> narrow.read(newKey(), usual()));

            assertThat(failure).hasMessageContaining("setMaxTotal");
            assertThat(failure.perhapsApplied()).isFalse();
            taken.forEach(Connection::close);
            awaitHealth(narrow);
        }
    }

    @Test
    @Override
    void interruptedWhileWaitingForAConnection_goesOnAndStaysInterrupted() throws Exception {
        RedisClient client = narrow(new ConnectionPoolConfig());
        List<Connection> taken = taken(client, 2);
        try (RedisBackend narrow = RedisBackend.over(client)) {
            EntryKey key = newKey();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread waiting = new Thread(() -> interrupted.completeAsync(
                    () -> {
                        narrow.read(key, CallBudget.of(Duration.ofMinutes(2)));
                        return Thread.interrupted();
                    },
                    Runnable::run));
            waiting.start();
            WaitingThreads.await(waiting, PoolLender.class);

            waiting.interrupt();
            taken.forEach(Connection::close);

            assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** A pool that asks each connection whether it lives does so in the thread that borrows, for as long as its own time-out. */
    @Test
    void poolThatTestsOnBorrow_endsWithTheBudgetOnAHungRedis() {
        ConnectionPoolConfig testing = new ConnectionPoolConfig();
        testing.setTestOnBorrow(true);
        testing.setTestOnReturn(true);
        RedisClient client = narrow(testing);
        try (RedisBackend tested = RedisBackend.over(client)) {
            awaitHealth(tested);
            Awaitility.await().until(() -> client.getPool().getNumActive() == 0);
            redis.pause();

            // Within what is granted of a fifth of a second, and less than Jedis's two seconds.
            Elapsed elapsed = Elapsed.start();
            CacheBackendException failure = catchThrowableOfType(
                    CacheBackendException.class, () -> tested.read(newKey(), CallBudget.of(Duration.ofMillis(200))));
            elapsed.isWithin(Duration.ofMillis(300));

            assertThat(failure).isNotNull();
            redis.resume();
            awaitHealth(tested);
        }
    }

    @Test
    void afterACall_theClientsOwnTimeOutHoldsAgain() {
        RedisClient client = narrow(new ConnectionPoolConfig());
        try (RedisBackend lent = RedisBackend.over(client)) {
            lent.read(newKey(), usual());
            acquire(newKey(), newId());

            try (Connection own = client.getPool().getResource()) {
                assertThat(own.getSoTimeout()).isEqualTo(2_000);
            }
            assertThat(client.getPool().getCreatedCount()).isEqualTo(1);
        }
    }
}
