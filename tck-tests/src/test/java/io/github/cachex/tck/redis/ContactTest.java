// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.event.BreakerState;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** What the log says of the Redis that is there, or why none is, and of what changes then. */
class ContactTest {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final Logger LOGGER = Logger.getLogger("io.github.cachex");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Level before = LOGGER.getLevel();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.setLevel(Level.INFO);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(handler);
        LOGGER.setLevel(before);
    }

    private static CacheHandler node(String uri, String... settings) {
        CacheHandler.Builder builder =
                CacheHandler.builder().name("tested").prefix("tck").redis(uri).property("cachex.breaker.probe", "50ms");
        for (int i = 0; i < settings.length; i += 2) {
            builder.property(settings[i], settings[i + 1]);
        }
        return builder.build();
    }

    private static String place(RedisServer redis) {
        return redis.hostName() + ":" + redis.port();
    }

    private void awaitLine(String level, String... parts) {
        Awaitility.await(String.join(", ", parts))
                .until(() -> lines.stream()
                        .anyMatch(line -> line.startsWith(level)
                                && List.of(parts).stream().allMatch(line::contains)));
    }

    private long count(String part) {
        return lines.stream().filter(line -> line.contains(part)).count();
    }

    @Test
    void redisThatAnswers_isNamedWithItsDatabaseAndVersion() {
        try (RedisServer redis = RedisServer.start();
                CacheHandler node = node("redis://" + place(redis) + "/3")) {
            String version;
            try (Jedis jedis = Raw.jedis(redis)) {
                version = jedis.info("server").replaceAll("(?s).*redis_version:(\\S+).*", "$1");
            }
            awaitLine("INFO", "Cachex reached Redis at " + place(redis) + "/3", "version " + version);
        }
    }

    @Test
    void ownClient_isNamedByItsClass() {
        try (RedisServer redis = RedisServer.start();
                RedisClient client = RedisClient.create(redis.uri());
                CacheHandler node =
                        CacheHandler.builder().name("tested").jedis(client).build()) {
            awaitLine("INFO", "Cachex reached Redis through", "RedisClient", "version ");
        }
    }

    /** Whoever may not ask for the version has reached it all the same. */
    @Test
    void userWithoutTheRightToInfo_hasReachedIt() {
        try (RedisServer redis = RedisServer.start()) {
            try (Jedis admin = Raw.jedis(redis)) {
                admin.aclSetUser("app", "on", ">s3cret-word", "~*", "&*", "+@all", "-info");
            }
            try (CacheHandler node = node("redis://app:s3cret-word@" + place(redis))) {
                awaitLine("INFO", "Cachex reached Redis at " + place(redis), "version unknown");
            }
        }
        assertNoCredentials();
    }

    @Test
    void wrongPassword_isSaidWithItsKeyUntilItIsRight() {
        try (RedisServer redis = RedisServer.start("--requirepass", "right-word")) {
            try (CacheHandler node = node("redis://:s3cret-word@" + place(redis))) {
                awaitLine("WARNING", "no contact", place(redis), "WRONGPASS", "cachex.backend.redis.password");
                try (Jedis admin = new Jedis(redis.hostName(), redis.port())) {
                    admin.auth("right-word");
                    admin.configSet("requirepass", "s3cret-word");
                }
                awaitLine("INFO", "Cachex reached Redis at " + place(redis));
                assertThat(lines)
                        .filteredOn(line -> line.contains("no contact") && line.contains("WRONGPASS"))
                        .hasSize(1);
            }
        }
        assertNoCredentials();
    }

    @Test
    void missingPassword_isSaidWithItsKey() {
        try (RedisServer redis = RedisServer.start("--requirepass", "s3cret-word");
                CacheHandler node = node("redis://" + place(redis))) {
            awaitLine("WARNING", "no contact", "NOAUTH", "cachex.backend.redis.password");
        }
    }

    @Test
    void nobodyThere_isSaidWithItsKeyOnceUntilSomebodyIs() {
        try (RedisServer redis = RedisServer.start()) {
            redis.stop();
            try (CacheHandler node = node("redis://user:s3cret-word@" + place(redis))) {
                awaitLine("WARNING", "no contact", place(redis), "cannot connect", "cachex.backend.redis.uri");
            }
            try (CacheHandler node = node("redis://" + place(redis))) {
                awaitLine("WARNING", "no contact", place(redis), "cannot connect");
                redis.restart();
                awaitLine("INFO", "Cachex reached Redis at " + place(redis));
            }
            assertThat(lines)
                    .filteredOn(line -> line.contains("no contact") && line.contains("Connection refused"))
                    .hasSize(2);
        }
        assertNoCredentials();
    }

    @Test
    void plainRedisThatIsToSpeakTls_isSaidWithItsKey() {
        try (RedisServer redis = RedisServer.start();
                CacheHandler node = node("rediss://" + place(redis))) {
            awaitLine("WARNING", "no contact", "with TLS", "cachex.backend.redis.uri", "redis://");
        }
    }

    @Test
    void databaseThatIsNotThere_isSaid() {
        try (RedisServer redis = RedisServer.start();
                CacheHandler node = node("redis://" + place(redis) + "/99")) {
            awaitLine("WARNING", "no contact", "DB index", "the database in cachex.backend.redis.uri");
        }
    }

    @Test
    void outageOfAnotherCauseThanBefore_isSaid() {
        try (RedisServer redis = RedisServer.start();
                CacheHandler node =
                        node(redis.uri(), "cachex.backend-budget", "300ms", "cachex.breaker.failures", "1")) {
            awaitLine("INFO", "Cachex reached");
            redis.pause();
            Awaitility.await().until(() -> {
                node.fetch(KEY, () -> "value");
                return node.stats().breaker() == BreakerState.OPEN;
            });
            redis.stop();
            awaitLine("WARNING", "BREAKER", "still open, now:", "cannot connect");
            redis.restart();
            awaitLine("WARNING", "BREAKER", "closed");
        }
    }

    /** In an outage of ten seconds every change of a state is told, and none of them as one of many. */
    @Test
    void statesOfTheLink_areAllTold() throws Exception {
        try (RedisServer redis = RedisServer.start();
                CacheHandler node = node(redis.uri())) {
            for (int round = 1; round <= 3; round++) {
                int ups = round;
                Awaitility.await().until(() -> {
                    node.fetch(KEY, () -> "value");
                    return count("LINK * *: up") == ups;
                });
                redis.stop();
                Awaitility.await().until(() -> count("LINK * *: down") == ups);
                redis.restart();
            }
        }
        assertThat(lines)
                .filteredOn(line -> line.contains("LINK * *: down"))
                .allMatch(line -> line.startsWith("WARNING"));
        assertThat(lines).filteredOn(line -> line.contains("LINK")).noneMatch(line -> line.contains("left out"));
    }

    /** That the link is down then is no news. */
    @Test
    void closing_isNoOutage() {
        try (RedisServer redis = RedisServer.start()) {
            try (CacheHandler node = node(redis.uri())) {
                Awaitility.await().until(() -> {
                    node.fetch(KEY, () -> "value");
                    return count("LINK * *: up") == 1;
                });
            }
            assertThat(lines).noneMatch(line -> line.startsWith("WARNING"));
        }
    }

    @Test
    void cacheThatIsOff_isSaid() {
        try (CacheHandler node = node("redis://127.0.0.1:" + RedisServer.freePort(), "cachex.enabled", "false")) {
            assertThat(node.fetch(KEY, () -> "value")).isEqualTo("value");
        }
        assertThat(lines).anyMatch(line -> line.contains("cachex.enabled=false"));
        assertThat(lines).noneMatch(line -> line.contains("no contact"));
    }

    private void assertNoCredentials() {
        assertThat(lines).noneMatch(line -> line.contains("s3cret-word") || line.contains("right-word"));
    }
}
