// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What a hit and a miss cost Redis. */
class CommandCountTest {
    private static final Pattern STAT = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    private static RedisServer redis;
    private static CacheHandler cache;

    @BeforeAll
    static void open() {
        redis = RedisServer.start();
        cache = CacheHandler.builder()
                .name("counted")
                .prefix("tck")
                .redis(redis.uri())
                .property("cachex.near.enabled", "false")
                .property("cachex.link.heartbeat", "10m") // seldom enough to stay out of the count
                .property("cachex.link.dead", "1h")
                .build();
        cache.fetch(key("warm-up"), () -> "value"); // scripts are known to the server from here on
    }

    @AfterAll
    static void close() {
        cache.close();
        redis.close();
    }

    private static CacheKey<String> key(String id) {
        return CacheKey.of(id, String.class);
    }

    @Test
    void hit_isOneGet() {
        int hits = 200;
        try (Jedis jedis = Raw.jedis(redis)) {
            jedis.configResetStat();
            for (int i = 0; i < hits; i++) {
                assertThat(cache.<String, RuntimeException>fetch(key("warm-up"), () -> "another"))
                        .isEqualTo("value");
            }
            Map<String, Long> calls = calls(jedis);
            assertThat(calls).containsOnly(Map.entry("getrange", (long) hits));
            Show.exactly("hit-commands", (double) calls.get("getrange") / hits, 1, "commands of one hit, a GETRANGE");
        }
    }

    /** Returns the calls by command, without what this test and the heartbeat of the link send. */
    private static Map<String, Long> calls(Jedis jedis) {
        Map<String, Long> calls = new TreeMap<>();
        Matcher matcher = STAT.matcher(jedis.info("commandstats"));
        while (matcher.find()) {
            calls.put(matcher.group(1), Long.valueOf(matcher.group(2)));
        }
        calls.keySet().removeIf(name -> name.startsWith("config") || name.equals("info") || name.equals("ping"));
        return calls;
    }

    @Test
    void uncontendedMiss_isThreeCommandsAtMost() throws IOException {
        int most = 0;
        try (Monitored monitored = Monitored.on(redis)) {
            for (int i = 0; i < 20; i++) {
                int round = i;
                assertThat(cache.<String, RuntimeException>fetch(key("cold:" + i), () -> "value " + round))
                        .isEqualTo("value " + i);
                long commands = monitored.take().stream()
                        .filter(command -> !command.name().equals("ping"))
                        .count();
                most = Math.max(most, (int) commands);
            }
        }
        Show.atMost("miss-commands", most, 3, "commands of an uncontended guarded miss");
    }
}
