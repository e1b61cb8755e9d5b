// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.EncryptionKeys.EncryptionKey;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.serializer.jackson.JacksonSerializer;
import io.github.cachex.serializer.java.JavaSerializer;
import io.github.cachex.serializer.jsonb.JsonbSerializer;
import io.github.cachex.serializer.msgpack.MessagePackSerializer;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Entries that were changed by others, in any way: a miss at most, at a bounded price. */
class DamagedEntriesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final EntryKey KEY = new EntryKey("tck:1", "damaged", "key");
    private static final EntryHeader HEAD =
            new EntryHeader(new InvalidationStamp(3, 4, List.of("news", "sports")), Duration.ofMinutes(1));
    private static final int MAX_VALUE = 64 * 1024;
    /** A parser makes its buffers, however short the text is. */
    private static final int BUFFERS = 64 * 1024;

    private static final EncryptionKeys KEYS =
            new EncryptionKeys(List.of(new EncryptionKey("a", new SecretKeySpec(new byte[32], "AES"))));

    /** A value with a bit of everything that is read from text. */
    public record Order(String id, BigDecimal price, long count, List<String> lines, Map<String, Double> notes)
            implements Serializable {}

    private static Order order() {
        Map<String, Double> notes = new LinkedHashMap<>(Map.of("weight", 1.25));
        return new Order(
                "order-4711", new BigDecimal("12.50"), 1L << 40, new ArrayList<>(List.of("a", "b", "a")), notes);
    }

    private static List<Serializer> serializers() {
        return List.of(
                new JsonbSerializer(),
                new JacksonSerializer(),
                new MessagePackSerializer(),
                JavaSerializer.allowing(DamagedEntriesTest.class.getPackageName() + ".**"));
    }

    /** What the reads of changed entries came to. */
    private static final class Tally {
        private long reads;
        private final List<Throwable> thrown = new ArrayList<>();
        private final List<String> failing = new ArrayList<>();
        private long wrongTypes;
        private long values;
        private long mostAllocated;
        private Elapsed slowest = Elapsed.ofNanos(0);

        Tally plus(Tally other) {
            Tally both = new Tally();
            for (Tally one : List.of(this, other)) {
                both.reads += one.reads;
                both.thrown.addAll(one.thrown);
                both.failing.addAll(one.failing);
                both.wrongTypes += one.wrongTypes;
                both.values += one.values;
            }
            both.mostAllocated = Math.max(mostAllocated, other.mostAllocated);
            both.slowest = Elapsed.longestOf(List.of(slowest, other.slowest));
            return both;
        }

        void read(EntryCodec codec, byte[] entry, Sizes sizes) {
            reads++;
            long allocated = readOnce(codec, entry, sizes);
            // What a JVM does once, such as to load a class, is no price of a read: that is paid again.
            mostAllocated = Math.max(
                    mostAllocated,
                    allocated <= mostAllocated ? allocated : Math.min(allocated, readOnce(codec, entry, sizes)));
        }

        private long readOnce(EntryCodec codec, byte[] entry, Sizes sizes) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            Elapsed began = Elapsed.start();
            try {
                Decoded decoded = codec.decode(KEY, Order.class, entry, sizes);
                if (decoded instanceof Decoded.Value value) {
                    values++;
                    wrongTypes += value.value() == null || value.value() instanceof Order ? 0 : 1;
                }
                assertThat(codec.head(entry)).isNotNull();
            } catch (Exception | Error e) {
                thrown.add(e);
            }
            slowest = Elapsed.longestOf(List.of(slowest, began.stop()));
            return THREADS.getCurrentThreadAllocatedBytes() - allocated;
        }
    }

    /** How entries are written. */
    private record Format(Serializer serializer, EncryptionKeys keys, int compressAbove) {
        static List<Format> all() {
            List<Format> all = new ArrayList<>();
            for (Serializer serializer : serializers()) {
                for (EncryptionKeys keys : List.of(EncryptionKeys.NONE, KEYS)) {
                    for (int compressAbove : new int[] {Integer.MAX_VALUE, 0}) {
                        all.add(new Format(serializer, keys, compressAbove));
                    }
                }
            }
            return all;
        }

        Tally readChanged(int rounds) {
            Tally tally = new Tally();
            Sizes sizes = new Sizes(MAX_VALUE, compressAbove);
            EntryCodec codec = new EntryCodec(serializer, keys);
            byte[] entry = ((Encoded.Bytes) codec.encode(KEY, Order.class, order(), HEAD, sizes)).bytes();
            warmUp(codec, entry, sizes);
            Damage damage = new Damage(
                    serializer.id() * 31L + compressAbove + keys.keys().size());
            for (int i = 0; i < rounds; i++) {
                byte[] changed = damage.to(entry);
                int before = tally.thrown.size();
                tally.read(codec, changed, sizes);
                if (tally.thrown.size() > before) {
                    tally.failing.add(
                            serializer.name() + ", keys " + keys.keys().size() + ", compression above " + compressAbove
                                    + ", change " + i + ": " + Arrays.toString(changed));
                }
            }
            return tally;
        }
    }

    @Test
    void changedEntries_areMissesAtABoundedPrice() {
        int rounds = Rounds.of(3_000, 125_000);
        // What a thread allocates is counted for itself, so that all cores may take part.
        Tally tally = Format.all().parallelStream()
                .map(format -> format.readChanged(rounds))
                .reduce(new Tally(), Tally::plus);
        Show.atLeast(
                "fuzz", tally.reads, rounds * 16.0, "changed entries read, of them " + tally.values + " still a value");
        Show.exactly(
                "fuzz", tally.thrown.size(), 0, "exceptions and errors to callers " + tally.thrown + tally.failing);
        Show.exactly("fuzz", tally.wrongTypes, 0, "values of a wrong type");
        Show.atMost(
                "fuzz", tally.mostAllocated, 8.0 * MAX_VALUE + BUFFERS, "bytes allocated by one read, max-value 65536");
        Show.figure("fuzz", tally.slowest, "for the slowest read");
    }

    /** Classes that are loaded, and what a parser makes once, are no price of a read. */
    private static void warmUp(EntryCodec codec, byte[] entry, Sizes sizes) {
        Damage damage = new Damage(1);
        for (int i = 0; i < 300; i++) {
            codec.decode(KEY, Order.class, damage.to(entry), sizes);
        }
    }

    /** As large as it can be made: for each serializer, what a read of so many bytes allocates. */
    @Test
    void entryAsLargeAsMaxValue_costsAFewTimesItsBytes() {
        for (Serializer serializer : serializers()) {
            EntryCodec codec = new EntryCodec(serializer, EncryptionKeys.NONE);
            Sizes sizes = new Sizes(MAX_VALUE, Integer.MAX_VALUE);
            byte[] entry = ((Encoded.Bytes) codec.encode(KEY, Order.class, order(), HEAD, sizes)).bytes();
            Tally tally = new Tally();
            for (int length : new int[] {MAX_VALUE, MAX_VALUE + 1_024, MAX_VALUE + 1_025, 16 * MAX_VALUE}) {
                Stream.of((byte) ' ', (byte) '[', (byte) '9', (byte) 0x91, (byte) 0)
                        .forEach(fill -> {
                            byte[] large = Arrays.copyOf(entry, length);
                            Arrays.fill(large, entry.length - 20, length, fill);
                            codec.decode(KEY, Order.class, large, sizes);
                            tally.read(codec, large, sizes);
                        });
            }
            assertThat(tally.thrown).isEmpty();
            Show.atMost(
                    "fuzz",
                    tally.mostAllocated,
                    8.0 * MAX_VALUE + BUFFERS,
                    "bytes allocated by one read of " + serializer.name() + " beyond max-value 65536");
        }
    }
}
