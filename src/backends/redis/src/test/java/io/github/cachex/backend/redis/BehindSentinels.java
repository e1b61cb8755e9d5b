// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.redis.RedisSentinels;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A backend behind three Sentinels of its own, whose link is open. */
abstract class BehindSentinels implements BackendUnderTest {
    private static final CacheSpace USERS = new CacheSpace("tck:1", "users");
    static RedisSentinels sentinels;

    final HeardNews news = new HeardNews();
    private final AtomicInteger written = new AtomicInteger();
    RedisBackend backend;

    @BeforeAll
    static void start() {
        sentinels = RedisSentinels.start();
    }

    @AfterAll
    static void stop() {
        sentinels.close();
    }

    @BeforeEach
    void begin() {
        backend = Backends.withDefaults(sentinels.uri());
        LinkSession session = backend.link().orElseThrow().open(news);
        session.join(USERS);
        await().until(() -> news.has("joined users"));
    }

    @AfterEach
    void end() {
        backend.close();
    }

    @Override
    public RedisBackend backend() {
        return backend;
    }

    static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions();
    }

    static CallBudget usual() {
        return CallBudget.of(Duration.ofMillis(600));
    }

    /** Writes over the backend, and returns whether that is there at {@code primary}. */
    boolean writesTo(RedisServer primary) {
        NewEntry entry = entry("value " + written.incrementAndGet());
        backend.write(USERS.key("a"), entry, usual());
        try (RedisBackend direct = Backends.on(primary)) {
            return direct.read(USERS.key("a"), budget()).orElseThrow().entryId() == entry.entryId();
        }
    }

    void heardFrom(RedisServer primary) {
        int before = written.incrementAndGet();
        await().until(() -> {
            try (RedisBackend direct = Backends.on(primary)) {
                direct.write(USERS.key("heard" + before), entry("new"), budget());
            }
            return news.has("changed users heard" + before);
        });
    }

    static long connectionsTo(RedisServer server) {
        return Raw.command(server.port(), "CLIENT LIST TYPE normal")
                        .lines()
                        .filter(line -> line.contains("name=cachex"))
                        .count()
                + Raw.command(server.port(), "CLIENT LIST TYPE pubsub")
                        .lines()
                        .filter(line -> line.contains("name=cachex"))
                        .count();
    }
}
