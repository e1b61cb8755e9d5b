// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Loader;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What a hit and a miss cost Redis. */
class CommandCountTest {
    private static final Pattern STAT = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    private static RedisServer redis;
    private static CacheHandler cache;
    private static CacheHandler near;

    @BeforeAll
    static void open() {
        redis = RedisServer.start();
        cache = open("counted", "false");
        near = open("near", "true");
        cache.fetch(key("warm-up"), () -> "value"); // scripts are known to the server from here on
    }

    /** Heartbeats are seldom enough to stay out of the count. */
    private static CacheHandler open(String name, String kept) {
        return CacheHandler.builder()
                .name(name)
                .prefix("tck")
                .redis(redis.uri())
                .property("cachex.near.enabled", kept)
                .property("cachex.link.heartbeat", "10m")
                .property("cachex.link.dead", "1h")
                .build();
    }

    @AfterAll
    static void close() {
        near.close();
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
            assertThat(calls).containsOnly(Map.entry("get", (long) hits));
            Show.exactly("hit-commands", (double) calls.get("get") / hits, 1, "commands of one hit, a GET");
        }
    }

    @Test
    void nearHit_asksNothing() {
        Awaitility.await("trust in the link").until(() -> {
            near.<String, RuntimeException>fetch(key("near"), () -> "value");
            long before = near.stats().nearHits();
            near.<String, RuntimeException>fetch(key("near"), () -> "value");
            return near.stats().nearHits() > before;
        });
        try (Jedis jedis = Raw.jedis(redis)) {
            jedis.configResetStat();
            for (int i = 0; i < 1_000; i++) {
                assertThat(near.<String, RuntimeException>fetch(key("near"), () -> "another"))
                        .isEqualTo("value");
            }
            Map<String, Long> calls = calls(jedis);
            long sum = calls.values().stream().mapToLong(Long::longValue).sum();
            Show.exactly("near-hit-commands", sum, 0, "commands of 1,000 near hits");
        }
    }

    /** Near hits of the handler by a key that the caller has. */
    @Test
    void nearHit_allocatesNothing() {
        CacheKey<String> key = key("allocation");
        Loader<String, RuntimeException> loader = () -> "value";
        Awaitility.await("trust in the link").until(() -> {
            near.fetch(key, loader);
            long before = near.stats().nearHits();
            near.fetch(key, loader);
            return near.stats().nearHits() > before;
        });
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int hits = 200_000;
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < hits; i++) {
                near.fetch(key, loader);
            }
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        Show.exactly(
                "near-hit-allocation", Math.rint((double) bytes / hits), 0, "bytes of one near hit beyond its key");
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
