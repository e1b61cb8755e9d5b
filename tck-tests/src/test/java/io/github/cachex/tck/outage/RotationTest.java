// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.core.engine.EngineSetup;
import io.github.cachex.tck.process.Fixed;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Credentials that are replaced while an application runs, as vaults and operators do it. */
class RotationTest extends OverRedis {
    private static final int THREADS = 6;
    private static final Pattern ID = Pattern.compile("id=(\\d+) .* user=(\\S+)");

    private final Map<String, String> texts = new ConcurrentHashMap<>(Map.of(
            "cachex.prefix", "tck",
            "cachex.backend-budget", "10s",
            "cachex.backend-errors", "throw",
            "cachex.backend.redis.timeout.connect", "10s",
            "cachex.backend.redis.timeout.socket", "10s",
            "cachex.backend.redis.pool.max-wait", "10s"));
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final List<Thread> load = new ArrayList<>();
    private volatile boolean ended;

    @AfterEach
    void endLoad() throws InterruptedException {
        ended = true;
        for (Thread thread : load) {
            thread.join();
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    private CacheHandler start(String user, String password) {
        texts.put("cachex.backend.redis.uri", redis().uri());
        login(user, password);
        CacheEngine engine = closing(CacheEngine.start(EngineSetup.of(new Fixed(texts))));
        return engine.cache("tested");
    }

    private void login(String user, String password) {
        texts.put("cachex.backend.redis.username", user);
        texts.put("cachex.backend.redis.password", password);
    }

    private void user(String name, String... rules) {
        try (Jedis admin = Raw.jedis(redis())) {
            admin.aclSetUser(name, rules);
        }
    }

    private void begin(CacheHandler cache) {
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                while (!ended) {
                    try {
                        call(cache, ThreadLocalRandom.current().nextInt(100));
                        calls.incrementAndGet();
                    } catch (RuntimeException e) {
                        failures.add(e);
                    }
                }
            });
            load.add(thread);
            thread.start();
        }
    }

    private static void call(CacheHandler cache, int number) {
        CacheKey<String> key = CacheKey.of("key-" + number, String.class);
        switch (number % 6) {
            case 0 -> cache.put(key, "value");
            case 1 -> {
                if (cache.invalidate(key.id()).outcome() != Outcome.APPLIED) {
                    throw new IllegalStateException("an invalidation was not applied");
                }
            }
            case 2 -> cache.increment("counter-" + number, 1, Duration.ofMinutes(1));
            case 3 -> cache.getAndRemove(key);
            case 4 -> cache.invalidateTags("news");
            default -> cache.fetch(key, () -> "value");
        }
    }

    /** Returns the numbers that Redis gave to the connections of {@code user}. */
    private List<Long> connections(String user) {
        try (Jedis admin = Raw.jedis(redis())) {
            return admin.clientList()
                    .lines()
                    .map(ID::matcher)
                    .filter(line -> line.find() && line.group(2).equals(user))
                    .map(line -> Long.parseLong(line.group(1)))
                    .toList();
        }
    }

    private void awaitCalls() {
        long before = calls.get();
        await().until(() -> calls.get() > before + 1_000);
    }

    /** Returns the number of the newest connection of anybody. */
    private long newest() {
        try (Jedis admin = Raw.jedis(redis())) {
            return admin.clientId();
        }
    }

    /** Returns when all connections are those of {@code user}, made after {@code newest}, and some calls over them. */
    private void awaitConnections(String user, long newest) {
        await().until(() -> {
            List<Long> now = connections(user);
            return !now.isEmpty() && now.stream().allMatch(id -> id > newest);
        });
        awaitCalls();
    }

    @Test
    void passwordReplacedUnderLoad_failsNoCall() {
        user("app", "reset", "on", ">first", "~tck:*", "allchannels", "+@all");
        CacheHandler cache = start("app", "first");
        begin(cache);
        awaitCalls();

        user("app", ">second");
        long newest = newest();
        login("app", "second");
        awaitConnections("app", newest);
        user("app", "<first");
        awaitCalls();

        // Another user altogether, as vaults make one for each term.
        user("next", "reset", "on", ">third", "~tck:*", "allchannels", "+@all");
        texts.put("cachex.backend.redis.uri", redis().uri().replace("redis://", "redis://next:third@"));
        texts.remove("cachex.backend.redis.username");
        texts.remove("cachex.backend.redis.password");
        awaitConnections("next", 0);
        await().until(() -> connections("app").isEmpty());
        try (Jedis admin = Raw.jedis(redis())) {
            admin.aclDelUser("app");
        }
        awaitCalls();

        ended = true;
        assertThat(failures).isEmpty();
        Show.exactly(
                "rotation",
                failures.size(),
                0,
                "calls failed of " + calls.get() + " while a password and a user were replaced");
    }

    @Test
    void passwordReplacedTooEarly_isFollowedWithoutARestart() {
        user("app", "reset", "on", ">first", "~tck:*", "allchannels", "+@all");
        CacheHandler cache = start("app", "first");
        CacheKey<String> key = CacheKey.of("key", String.class);
        cache.put(key, "value");

        user("app", "resetpass", ">second");
        try (Jedis admin = Raw.jedis(redis())) {
            admin.clientKill(redis.clients.jedis.params.ClientKillParams.clientKillParams()
                    .user("app"));
        }
        await().until(() -> {
            try {
                cache.get(key);
                return false;
            } catch (RuntimeException e) {
                assertThat(e).hasMessageNotContaining("first").hasMessageNotContaining("second");
                return true;
            }
        });
        login("app", "second");

        await().ignoreExceptions().until(() -> cache.get(key).equals(Optional.of("value")));
    }
}
