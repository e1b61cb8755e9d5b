// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.backend.redis.RedisBackend;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * Somebody who can write to Redis and knows no key: puts back what was there before, changes it, moves it. How long ago it was
 * encrypted is told by the clock that its writer was given, which runs behind or ahead of Redis's own.
 */
class ReplayedTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final byte[] ENTRY = bytes("tck:1:{tested:key}");
    private static final String A = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String B = "b:AAAAAAAAAAAAAAAAAAAAAA==";
    private static final String OLD = "old";
    private static final int FRESH_UNTIL = 3;
    private static final int STALE = 11;
    private static final int FRESH_FOR = 27;
    private static final long FOREVER = (1L << 53) - 1;
    private static final CacheOptions LIFE =
            CacheOptions.ttl(Duration.ofMinutes(2)).staleTtl(Duration.ofMinutes(1));

    /** That of an entry, and the minute that is promised. */
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a node that takes Redis's clock for {@code ahead} of what it is. */
    private CacheHandler node(Duration ahead, String keys, String... settings) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxWait(Duration.ofSeconds(5));
        RedisClient client = closing(RedisClient.builder()
                .hostAndPort(redis().hostName(), redis().port())
                .poolConfig(pool)
                .build());
        CacheBackend backend = RedisBackend.over(client);
        CacheBackend shifted = (CacheBackend) Proxy.newProxyInstance(
                CacheBackend.class.getClassLoader(),
                new Class<?>[] {CacheBackend.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(backend, arguments);
                        return method.getName().equals("time") ? (Long) answer + ahead.toMillis() : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        CacheHandler.Builder builder = CacheHandler.builder()
                .name("tested")
                .prefix("tck")
                .version("1")
                .backend(shifted)
                .property("cachex.near.enabled", "false")
                .property("cachex.jitter", "0")
                .property("cachex.backend-budget", "10s")
                .property("cachex.encryption.keys", keys);
        for (int i = 0; i < settings.length; i += 2) {
            builder.property(settings[i], settings[i + 1]);
        }
        return closing(builder.build());
    }

    private byte[] raw() {
        try (Jedis jedis = Raw.jedis(redis())) {
            return jedis.get(ENTRY);
        }
    }

    private void plant(byte[] bytes) {
        plant(ENTRY, bytes);
    }

    private void plant(byte[] key, byte[] bytes) {
        try (Jedis jedis = Raw.jedis(redis())) {
            jedis.set(key, bytes, SetParams.setParams().px(Duration.ofHours(1).toMillis()));
        }
    }

    /** Returns {@code entry} as one who wants it to live would put it back: as it was, fresh for an hour, or for ever. */
    private static List<byte[]> forged(byte[] entry) {
        byte[] hour = entry.clone();
        ByteBuffer.wrap(hour)
                .putLong(FRESH_UNTIL, System.currentTimeMillis() + 3_600_000)
                .putLong(FRESH_FOR, 3_600_000);
        byte[] forever = entry.clone();
        ByteBuffer.wrap(forever).putLong(FRESH_UNTIL, FOREVER).putLong(FRESH_FOR, FOREVER);
        byte[] stale = hour.clone();
        ByteBuffer.wrap(stale).putLong(STALE, FOREVER);
        return List.of(entry, hour, forever, stale);
    }

    /** The ways in which a value comes out of a cache; each answers {@link #OLD} where it served it. */
    private static Map<String, Function<CacheHandler, String>> readers() {
        Map<String, Function<CacheHandler, String>> readers = new HashMap<>();
        readers.put("get", node -> node.get(KEY).orElse("nothing"));
        readers.put("getAll", node -> node.getAll(List.of(KEY)).getOrDefault(KEY, "nothing"));
        readers.put("fetch", node -> node.fetch(KEY, LIFE, () -> "loaded"));
        readers.put(
                "fetchAll",
                node -> node.fetchAll(List.of(KEY), LIFE, missing -> Map.of(KEY, "loaded"))
                        .get(KEY));
        readers.put("failing", node -> {
            try {
                return node.<String, IllegalStateException>fetch(KEY, LIFE, () -> {
                    throw new IllegalStateException("source is down");
                });
            } catch (IllegalStateException e) {
                return "nothing";
            }
        });
        readers.put("getAndRemove", node -> node.getAndRemove(KEY).orElse("nothing"));
        readers.put(
                "touch",
                node -> node.touch(KEY, Duration.ofMinutes(2)) ? node.get(KEY).orElse("gone") : "nothing");
        readers.put("contains", node -> node.contains(KEY) ? OLD : "nothing");
        return readers;
    }

    /** Returns how often {@code entry}, put back in each way, was served by {@code node}. */
    private long served(CacheHandler node, byte[] entry) {
        long served = 0;
        for (byte[] forged : forged(entry)) {
            for (Function<CacheHandler, String> reader : readers().values()) {
                plant(forged);
                served += OLD.equals(reader.apply(node)) ? 1 : 0;
            }
        }
        return served;
    }

    private byte[] written(Duration ago, String... settings) {
        CacheHandler writer = node(ago.negated(), A, settings);
        writer.put(KEY, OLD, LIFE);
        return raw();
    }

    @Test
    void olderEntryPutBack_isServedNoLaterThanAMinuteAfterItsLife() {
        CacheHandler node = node(Duration.ZERO, A);
        long late = 0;
        long inTime = 0;
        for (Duration ago : List.of(
                Duration.ZERO,
                Duration.ofSeconds(90),
                Duration.ofSeconds(245),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Duration.ofDays(400))) {
            long served = served(node, written(ago));
            late += ago.compareTo(LONGEST) > 0 ? served : 0;
            inTime += ago.compareTo(LONGEST) > 0 ? 0 : served;
        }
        assertThat(inTime)
                .isEqualTo(2L * forged(new byte[40]).size() * readers().size());

        // A clock that was set by an hour since, and the JVM that has not heard of it.
        late += served(node, written(Duration.ofHours(-1)));
        late += served(node(Duration.ofHours(1), A), written(Duration.ZERO));
        late += served(node(Duration.ofHours(-1), A), written(Duration.ZERO));

        // Touched, which is another entry: the one before lives no longer for it, and it no longer than for its new
        // ttl.
        CacheHandler earlier = node(Duration.ofMinutes(-61), A);
        earlier.put(KEY, OLD, LIFE);
        byte[] before = raw();
        assertThat(node(Duration.ofMinutes(-60), A).touch(KEY, Duration.ofMinutes(10)))
                .isTrue();
        byte[] touched = raw();
        late += served(node, before) + served(node, touched);
        assertThat(served(node(Duration.ofMinutes(-52), A), touched)).isPositive();
        late += served(node(Duration.ofMinutes(-52), A), before);
        Show.exactly(
                "replayed", late, 0, "old ciphertexts served later than ttl, stale window and a minute after sealing");

        // Nobody can say when these end.
        CacheHandler sliding = node(Duration.ofHours(-1), A);
        sliding.put(KEY, OLD, LIFE.sliding(true));
        assertThat(served(node, raw())).isPositive();
    }

    @Test
    void changedBytes_areTheValueOrAMiss() {
        CacheHandler node = node(Duration.ZERO, A);
        node.put(KEY, OLD, LIFE);
        byte[] entry = raw();
        List<String> wrong = new ArrayList<>();
        for (int at = 0; at < entry.length; at++) {
            byte[] changed = entry.clone();
            changed[at] ^= (byte) (1 << at % 8);
            check(node, changed, "byte " + at, wrong);
            check(node, Arrays.copyOf(entry, at), "cut at " + at, wrong);
        }
        node.put(KEY, "another", LIFE.tags("a", "b"));
        byte[] another = raw();
        for (int at = 1; at < entry.length; at++) {
            byte[] mixed = another.clone();
            System.arraycopy(entry, 0, mixed, 0, Math.min(at, mixed.length));
            check(node, mixed, "mixed at " + at, wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private void check(CacheHandler node, byte[] bytes, String what, List<String> wrong) {
        plant(bytes);
        Optional<String> value = node.get(KEY);
        if (value.isPresent() && !value.get().equals(OLD) && !value.get().equals("another")) {
            wrong.add(what + ": " + value.get());
        }
        plant(bytes);
        String fetched = node.fetch(KEY, LIFE, () -> "loaded");
        if (!List.of(OLD, "another", "loaded").contains(fetched)) {
            wrong.add(what + ": " + fetched);
        }
    }

    @Test
    void entryMovedElsewhere_isAMiss() {
        CacheHandler node = node(Duration.ZERO, A);
        node.put(KEY, OLD, LIFE);
        byte[] entry = raw();
        CacheKey<String> other = CacheKey.of("other", String.class);
        plant(bytes("tck:1:{tested:other}"), entry);
        assertThat(node.get(other)).isEmpty();
        assertThat(node.fetch(other, () -> "loaded")).isEqualTo("loaded");

        CacheHandler another = closing(builder(redis().uri(), "cachex.encryption.keys", A)
                .name("another")
                .build());
        plant(bytes("tck:1:{another:key}"), entry);
        assertThat(another.get(KEY)).isEmpty();
        assertThat(another.fetch(KEY, () -> "loaded")).isEqualTo("loaded");

        CacheHandler rotated = node(Duration.ZERO, B);
        plant(entry);
        assertThat(rotated.get(KEY)).isEmpty();
        assertThat(rotated.fetch(KEY, () -> "loaded")).isEqualTo("loaded");
        assertThat(node.get(KEY)).contains(OLD);
    }
}
