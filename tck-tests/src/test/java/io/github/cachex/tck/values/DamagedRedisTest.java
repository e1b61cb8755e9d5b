// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.serializer.jackson.JacksonSerializer;
import io.github.cachex.serializer.java.JavaSerializer;
import io.github.cachex.serializer.jsonb.JsonbSerializer;
import io.github.cachex.serializer.msgpack.MessagePackSerializer;
import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.Tuple;

/**
 * What lies in Redis and comes from it, changed in any way, and read through the real client: entries, leases, marks, messages and
 * answers. Callers have a value of their type or none, and afterwards all is as before.
 */
class DamagedRedisTest extends OverRedis {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ENTRIES = Rounds.of(20, 4_000);
    private static final int LEASES = Rounds.of(30, 3_000);
    private static final int MARKS = Rounds.of(60, 10_000);
    private static final int MESSAGES = Rounds.of(200, 15_000);
    private static final int ANSWERS = Rounds.of(40, 8_000);
    private static final int MAX_VALUE = 64 * 1024;
    /** Parsers and the client's streams make their buffers, however short the text is. */
    private static final int BUFFERS = 64 * 1024;

    private static final CacheKey<Order> KEY = CacheKey.of("key", Order.class);
    private static final byte[] ENTRY = bytes("tck:1:{tested:key}");
    private static final byte[] LEASE = bytes("tck:1:{tested:key}:lease");
    private static final byte[] TAGS = bytes("tck:1:{tested}:tags");
    private static final byte[] CHANGES = bytes("tck:1:{tested}:changes");
    private static final String AES = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final CacheOptions TAGGED = CacheOptions.ttl("1h").tags("news", "sports");

    /** A value with a bit of everything that is read from text. */
    public record Order(String id, BigDecimal price, long count, List<String> lines, Map<String, Double> notes)
            implements Serializable {}

    private static final Order ORDER =
            new Order("order-4711", new BigDecimal("12.50"), 1L << 40, List.of("a", "b", "a"), Map.of("weight", 1.25));

    private final List<String> thrown = new ArrayList<>();
    private int wrongTypes;

    @BeforeEach
    void forget() {
        thrown.clear();
        wrongTypes = 0;
    }

    /** A busy machine is not what this is about. */
    private static String[] patient(String... settings) {
        return Stream.concat(
                        Stream.of(settings),
                        Stream.of(
                                "cachex.backend-budget",
                                "30s",
                                "cachex.backend.redis.timeout.socket",
                                "30s",
                                "cachex.breaker.slow",
                                "30s"))
                .toArray(String[]::new);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Read {
        Object of(CacheHandler node);
    }

    /** Of {@link #READS}, the first: the others throw where Redis cannot say. */
    private static final int NEVER_THROWING = 5;

    /** Whatever reads an entry; each answers a value, or null. */
    private static final List<Read> READS = List.of(
            node -> node.get(KEY).orElse(null),
            node -> node.fetch(KEY, TAGGED, () -> ORDER),
            node -> node.getAll(List.of(KEY)).get(KEY),
            node -> node.fetchAll(List.of(KEY), TAGGED, missing -> Map.of(KEY, ORDER))
                    .get(KEY),
            node -> node.contains(KEY) ? node.get(KEY).orElse(null) : null,
            node -> node.touch(KEY, Duration.ofHours(1)) ? node.get(KEY).orElse(null) : null,
            node -> node.putIfAbsent(KEY, ORDER, TAGGED) ? ORDER : null,
            node -> node.getAndRemove(KEY).orElse(null));

    /** Reads as {@code read} does; returns the bytes that were allocated for it. */
    private long check(CacheHandler node, Read read, String what) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            Object value = read.of(node);
            wrongTypes += value == null || value instanceof Order ? 0 : 1;
        } catch (RuntimeException | Error e) {
            thrown.add(what + ": " + e);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private void show(int changed, String what) {
        Show.exactly("fuzz", thrown.size(), 0, "exceptions to callers, of " + changed + ' ' + what + ' ' + thrown);
        Show.exactly("fuzz", wrongTypes, 0, "values of a wrong type, of " + changed + ' ' + what);
    }

    private static void plant(Jedis jedis, byte[] key, byte[] bytes) {
        jedis.set(key, bytes, SetParams.setParams().px(Duration.ofHours(1).toMillis()));
    }

    private static List<Serializer> serializers() {
        return List.of(
                new JsonbSerializer(),
                new JacksonSerializer(),
                new MessagePackSerializer(),
                JavaSerializer.allowing(DamagedRedisTest.class.getPackageName() + ".**"));
    }

    @Test
    void changedEntries_areMissesAtABoundedPrice() {
        int changed = 0;
        long most = 0;
        for (Serializer serializer : serializers()) {
            for (String keys : List.of("", AES)) {
                for (String above : List.of("0", "64MiB")) {
                    CacheHandler.Builder builder = builder(
                                    redis().uri(), patient("cachex.near.enabled", "false", "cachex.max-value", "64KiB"))
                            .serializer(serializer)
                            .property("cachex.compression.above", above);
                    CacheHandler node = closing(
                            keys.isEmpty()
                                    ? builder.build()
                                    : builder.property("cachex.encryption.keys", keys)
                                            .build());
                    most = Math.max(most, changedEntries(node, serializer.name() + ' ' + keys + ' ' + above));
                    changed += ENTRIES;
                }
            }
        }
        show(changed, "changed entries in Redis");
        Show.atMost(
                "fuzz",
                most,
                8.0 * MAX_VALUE + BUFFERS,
                "bytes allocated by one read of a changed entry from Redis, max-value " + MAX_VALUE);
    }

    private long changedEntries(CacheHandler node, String what) {
        long most = 0;
        Damage damage = new Damage(what.hashCode());
        try (Jedis jedis = Raw.jedis(redis())) {
            READS.forEach(read -> {
                node.put(KEY, ORDER, TAGGED);
                check(node, read, what);
            });
            node.put(KEY, ORDER, TAGGED);
            byte[] entry = jedis.get(ENTRY);
            for (int i = 0; i < ENTRIES; i++) {
                byte[] bytes = damage.to(entry);
                Read read = READS.get(i % READS.size());
                long allocated = Long.MAX_VALUE;
                // What a JVM does once, such as to load a class, is no price of a read: that is paid again.
                for (int again = 0; again < 3 && allocated > most; again++) {
                    plant(jedis, ENTRY, bytes);
                    allocated = Math.min(allocated, check(node, read, what + ' ' + Arrays.toString(bytes)));
                }
                most = Math.max(most, allocated);
            }
            jedis.flushAll();
        }
        return most;
    }

    @Test
    void changedLeases_keepNobodyFromAValue() {
        CacheHandler node = node(patient(
                "cachex.near.enabled",
                "false",
                "cachex.lease.ttl",
                "10ms",
                "cachex.lease.renew",
                "5ms",
                "cachex.wait-timeout",
                "30ms"));
        Damage damage = new Damage(1);
        List<byte[]> leases =
                List.of(bytes("12345678"), bytes("1234567812345678"), bytes("F12345678"), bytes("U12345678"));
        try (Jedis jedis = Raw.jedis(redis())) {
            for (int i = 0; i < LEASES; i++) {
                byte[] bytes = damage.to(leases.get(i % leases.size()));
                jedis.del(ENTRY);
                plant(jedis, LEASE, bytes);
                if (i % 4 == 0) {
                    jedis.persist(LEASE);
                }
                check(node, READS.get(i % 3), Arrays.toString(bytes));
            }
            jedis.del(LEASE);
        }
        show(LEASES, "changed leases in Redis");
        assertThat(node.fetch(KEY, () -> ORDER)).isEqualTo(ORDER);
        assertThat(node.get(KEY)).contains(ORDER);
    }

    @Test
    void changedMarks_letInvalidationsByTagHold() {
        CacheHandler one = node(patient());
        CacheHandler other = node(patient());
        Damage damage = new Damage(2);
        double[] scores = {0, 1, -1, -5, 9e15, 1.8e15, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        int lost = 0;
        try (Jedis jedis = Raw.jedis(redis())) {
            for (int i = 0; i < MARKS; i++) {
                one.put(KEY, ORDER, TAGGED);
                one.invalidateTags("sports");
                one.invalidateMatching("k?y");
                List<Tuple> marks = jedis.zrangeWithScores(TAGS, 0, -1);
                for (int member = 0; member < 3; member++) {
                    Tuple mark = marks.get(damage.random(marks.size()));
                    double score = damage.random(2) == 0 ? mark.getScore() : scores[damage.random(scores.length)];
                    jedis.zadd(
                            TAGS,
                            score,
                            damage.random(3) == 0 ? mark.getBinaryElement() : damage.to(mark.getBinaryElement()));
                }
                check(one, READS.get(damage.random(NEVER_THROWING)), "marks");
                check(other, READS.get(damage.random(NEVER_THROWING)), "marks");
                one.put(KEY, ORDER, TAGGED);
                assertThat(other.invalidateTags("news").isApplied()).isTrue();
                lost += other.get(KEY).isPresent() ? 1 : 0;
            }
        }
        show(MARKS, "changed sets of marks in Redis");
        Show.exactly("fuzz", lost, 0, "invalidations by tag lost after " + MARKS + " changed sets of marks");
    }

    @Test
    void changedMessages_letInvalidationsBeHeard() {
        CacheHandler one = node(patient());
        CacheHandler other = node(patient());
        Damage damage = new Damage(3);
        List<byte[]> messages =
                List.of(bytes("1ctck:1:{tested:key}"), bytes("1m77 5 9 0 4:news6:sports"), bytes("1m77 5 9 0 1:*"));
        try (Jedis jedis = Raw.jedis(redis())) {
            for (int i = 0; i < MESSAGES; i++) {
                jedis.publish(CHANGES, damage.to(messages.get(i % messages.size())));
                if (i % 50 == 49) {
                    one.put(KEY, ORDER, TAGGED);
                    Awaitility.await("near").until(() -> other.get(KEY).isPresent());
                    assertThat(
                                    i % 100 == 49
                                            ? one.invalidate(KEY.id()).isApplied()
                                            : one.invalidateTags("news").isApplied())
                            .isTrue();
                    Awaitility.await("the other node hears of it")
                            .until(() -> other.get(KEY).isEmpty());
                }
            }
        }
        show(MESSAGES, "changed messages over Redis");
    }

    @Test
    void changedAnswers_areValuesOrBrokenConnections() {
        Link link = link();
        CacheHandler far = node(
                link,
                "cachex.near.enabled",
                "false",
                "cachex.breaker.failures",
                "1000000",
                "cachex.backend-budget",
                "200ms",
                "cachex.backend.redis.timeout.socket",
                "40ms");
        CacheHandler near = node(patient());
        Damage damage = new Damage(4);
        AtomicInteger changed = new AtomicInteger();
        link.changeAnswers("{tested:key}", answer -> {
            changed.incrementAndGet();
            return damage.to(answer);
        });
        for (int i = 0; changed.get() < ANSWERS; i++) {
            if (i % 8 == 0) {
                near.put(KEY, ORDER, TAGGED);
            } else if (i % 8 == 4) {
                near.invalidate(KEY.id());
            }
            check(far, READS.get(i % NEVER_THROWING), "answers");
        }
        link.changeNothing();
        show(changed.get(), "changed answers of Redis");
        near.put(KEY, ORDER, TAGGED);
        Awaitility.await("as before")
                .until(() -> far.get(KEY).filter(ORDER::equals).isPresent());
    }
}
