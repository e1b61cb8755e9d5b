// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.WaitingThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;

/** A sick Redis costs no more through the application's client. */
class HandedInSickRedisTest extends SickRedisTest {
    @Override
    ClientsUnderTest newClients() {
        return new HandedInClients();
    }

    private RedisClient narrow(ConnectionPoolConfig pool) {
        pool.setMaxTotal(2);
        return RedisClient.builder()
                .hostAndPort("127.0.0.1", redis.port())
                .poolConfig(pool)
                .build();
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
        try (RedisClient client = narrow(new ConnectionPoolConfig());
                RedisBackend narrow = RedisBackend.over(client)) {
            List<Connection> taken = taken(client, 2);
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
        try (RedisClient client = narrow(new ConnectionPoolConfig());
                RedisBackend narrow = RedisBackend.over(client)) {
            List<Connection> taken = taken(client, 2);
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
        try (RedisClient client = narrow(testing);
                RedisBackend tested = RedisBackend.over(client)) {
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
        try (RedisClient client = narrow(new ConnectionPoolConfig());
                RedisBackend lent = RedisBackend.over(client)) {
            lent.read(newKey(), usual());
            acquire(newKey(), newId());

            try (Connection own = client.getPool().getResource()) {
                assertThat(own.getSoTimeout()).isEqualTo(2_000);
            }
            assertThat(client.getPool().getCreatedCount()).isEqualTo(1);
        }
    }
}
