// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.tck.redis.Monitored;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** The time under which a value is encrypted is known from the answer that gave the lease. */
    @Test
    void encryption_takesNoMoreCommands() throws IOException {
        try (CacheHandler encrypted = CacheHandler.builder()
                        .name("encrypted")
                        .prefix("tck")
                        .redis(redis.uri())
                        .property("cachex.near.enabled", "false")
                        .property("cachex.link.heartbeat", "10m")
                        .property("cachex.link.dead", "1h")
                        .property("cachex.encryption.keys", "a:AAAAAAAAAAAAAAAAAAAAAA==")
                        .build();
                Monitored monitored = Monitored.on(redis)) {
            encrypted.fetch(key("warm-up"), () -> "value");
            encrypted.fetch(key("warm-up"), () -> "another");
            monitored.take();
            int most = 0;
            for (int i = 0; i < 20; i++) {
                encrypted.fetch(key("cold:" + i), () -> "value");
                most = Math.max(most, ofEntries(monitored.take()));
                assertThat(encrypted.fetch(key("cold:" + i), () -> "another")).isEqualTo("value");
                assertThat(ofEntries(monitored.take())).isEqualTo(1);
            }
            Show.atMost("encrypted-miss-commands", most, 3, "commands of an uncontended miss whose value is encrypted");
        }
    }

    /** Returns how many of {@code commands} are for entries, and not of what goes on in the background. */
    private static int ofEntries(List<Monitored.Command> commands) {
        Set<String> background = Set.of("ping", "info", "client", "hello", "subscribe");
        return (int) commands.stream()
                .filter(command -> !background.contains(command.name()))
                .count();
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
