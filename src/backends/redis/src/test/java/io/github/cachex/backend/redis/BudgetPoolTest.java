// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.redis.Credentials.Login;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Durations;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;

class BudgetPoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static RedisServer redis;

    private final ManualClock clock = ManualClock.create();
    private volatile Login login = new Login(Optional.of("app"), Optional.of("f1rst"));
    private final Credentials credentials = new Credentials(() -> login, clock::nanos);
    private final ServerWatch watch = new ServerWatch("Redis", () -> {}, clock::nanos);
    private final Watchdog watchdog = new Watchdog();
    private final BudgetPool pool = pool();

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        Raw.command(redis.port(), "ACL SETUSER app on >f1rst >s3cond ~* &* +@all");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() {
        pool.close();
        watchdog.close();
    }

    private BudgetPool pool() {
        RedisServers servers = RedisServers.parse(redis.uri());
        RedisSettings settings = new RedisSettings(
                servers, Optional.empty(), credentials, 8, PATIENCE, Durations.FOREVER, PATIENCE, PATIENCE);
        ServerLocator locator = ServerLocator.at(servers.hosts().get(0));
        return BudgetPool.of(
                settings,
                new SocketConnector(locator, settings, new ConnectGate(), watchdog),
                DefaultJedisClientConfig.builder()
                        .protocol(RedisProtocol.RESP2)
                        .clientName("pooled")
                        .credentialsProvider(credentials)
                        .build(),
                new RedisClock(),
                watch);
    }

    private List<Connection> taken(int count) {
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(pool.getResource());
        }
        return taken;
    }

    private static long open() {
        return Raw.command(redis.port(), "CLIENT LIST")
                .lines()
                .filter(line -> line.contains("name=pooled"))
                .count();
    }

    @Test
    void connectionsGivenBack_areUsedAgain() {
        taken(2).forEach(Connection::close);

        taken(2).forEach(Connection::close);

        assertThat(pool.getCreatedCount()).isEqualTo(2);
        assertThat(pool.getNumIdle()).isEqualTo(2);
    }

    @Test
    void credentialsThatChange_closeAllThatLiesIdleWithThoseBefore() {
        taken(3).forEach(Connection::close);
        login = new Login(Optional.of("app"), Optional.of("s3cond"));
        clock.advance(Duration.ofSeconds(2));

        try (Connection fresh = pool.getResource()) {
            assertThat(fresh.executeCommand(Command.PING)).isNotNull();
            assertThat(pool.getNumIdle()).isZero();
            Awaitility.await().until(() -> open() == 1);
        }
    }

    @Test
    void serverThatIsLeft_hasItsConnectionsClosedWhenTheyComeBack() {
        List<Connection> used = taken(2);
        watch.leave();

        try (CallScope call = CallScope.bind(CallBudget.of(PATIENCE))) {
            used.forEach(Connection::close);
        }

        assertThat(pool.getNumIdle()).as("none is dialled in its place").isZero();
        Awaitility.await().until(() -> open() == 0);
    }

    /** The pool would dial another one at the cost of the call that has just failed. */
    @Test
    void connectionThatBroke_isReplacedOutsideOfCallsAlone() {
        Connection broken = pool.getResource();
        broken.setBroken();
        try (CallScope call = CallScope.bind(CallBudget.of(PATIENCE))) {
            broken.close();
        }
        assertThat(pool.getCreatedCount()).isEqualTo(1);

        Connection another = pool.getResource();
        another.setBroken();
        another.close();
        assertThat(pool.getCreatedCount()).isEqualTo(3);
        assertThat(pool.getNumIdle()).isEqualTo(1);
    }
}
