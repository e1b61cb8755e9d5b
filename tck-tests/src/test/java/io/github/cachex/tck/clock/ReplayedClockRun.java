// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.process.Clocks;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/**
 * What {@link ClockIT} runs beside {@link ClockRun}: encrypted entries that somebody puts back when the clock of Redis has gone on, or was
 * set back, with that of the JVM elsewhere.
 */
final class ReplayedClockRun {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final byte[] ENTRY = "tck:1:{tested:key}".getBytes(StandardCharsets.UTF_8);
    private static final String AES = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final Duration TTL = Duration.ofMinutes(2);
    private static final CacheOptions LIFE = CacheOptions.ttl(TTL).staleTtl(Duration.ofMinutes(1));
    private static final Duration HOUR = Duration.ofHours(1);

    private final RedisServer redis;
    private final Clocks clocks;
    private final long redisPid;
    private final CacheHandler node;
    private final AtomicInteger keys = new AtomicInteger();

    private ReplayedClockRun(RedisServer redis, Clocks clocks) {
        this.redis = redis;
        this.clocks = clocks;
        try (Jedis jedis = Raw.jedis(redis)) {
            this.redisPid = ClockRun.pid(jedis);
        }
        this.node = OverRedis.builder(redis.uri())
                .property("cachex.near.enabled", "false")
                .property("cachex.jitter", "0")
                .property("cachex.backend-budget", "30s")
                .property("cachex.backend.redis.timeout.socket", "30s")
                .property("cachex.breaker.slow", "30s")
                .property("cachex.encryption.keys", AES)
                .build();
    }

    /** Takes the folder of the {@link Clocks}. */
    @SuppressWarnings("CatchAndPrintStackTrace") // standard error is the test's
    public static void main(String[] arguments) {
        int status = 1;
        try (RedisServer redis = RedisServer.start()) {
            new ReplayedClockRun(redis, new Clocks(Path.of(arguments[0]))).run();
            status = 0;
        } catch (Throwable failure) {
            failure.printStackTrace();
        }
        Runtime.getRuntime().halt(status);
    }

    private void run() {
        long late = 0;
        for (Duration here : new Duration[] {Duration.ZERO, HOUR, HOUR.negated()}) {
            clocks.set(ProcessHandle.current().pid(), here);
            for (boolean touched : new boolean[] {false, true}) {
                assertThat(served(touched, Duration.ZERO)).as("at once").isEqualTo(3);
                assertThat(served(touched, Duration.ofSeconds(60)))
                        .as("within its ttl")
                        .isEqualTo(3);
                late += served(touched, Duration.ofSeconds(245));
                late += served(touched, HOUR);
                late += served(touched, HOUR.negated());
            }
        }
        node.close();
        Show.exactly(
                "replayed on a clock that was set",
                (double) late,
                0,
                "old ciphertexts served later than ttl, stale window and a minute after sealing");
    }

    /** Returns how often what was encrypted at one time of Redis, and put back when that has gone {@code on}, was served. */
    private long served(boolean touched, Duration on) {
        clocks.set(redisPid, Duration.ZERO);
        // Whatever is known here of the clock that it was is learned anew.
        String old = "old " + keys.incrementAndGet();
        settle();
        node.put(KEY, old, LIFE);
        if (touched) {
            assertThat(node.touch(KEY, TTL)).isTrue();
        }
        byte[] entry;
        try (Jedis jedis = Raw.jedis(redis)) {
            entry = jedis.get(ENTRY);
        }
        clocks.set(redisPid, on);
        settle();
        long served = 0;
        putBack(entry);
        served += node.get(KEY).filter(old::equals).isPresent() ? 1 : 0;
        putBack(entry);
        served += node.fetch(KEY, LIFE, () -> "loaded").equals(old) ? 1 : 0;
        putBack(entry);
        served += Map.of(KEY, old).equals(node.getAll(List.of(KEY))) ? 1 : 0;
        return served;
    }

    /** Any answer tells what Redis's clock shows now. */
    private void settle() {
        node.invalidate("another");
        node.invalidate("another");
    }

    private void putBack(byte[] entry) {
        try (Jedis jedis = Raw.jedis(redis)) {
            byte[] forged = entry.clone();
            long now = Long.parseLong(jedis.time().get(0)) * 1_000;
            ByteBuffer.wrap(forged).putLong(3, now + TTL.toMillis());
            jedis.set(ENTRY, forged, SetParams.setParams().px(HOUR.toMillis()));
        }
    }
}
