// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import com.sun.management.ThreadMXBean;
import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.Head;
import io.github.cachex.core.entry.Stamp;
import io.github.cachex.serializer.jackson.JacksonSerializer;
import io.github.cachex.serializer.java.JavaSerializer;
import io.github.cachex.serializer.jsonb.JsonbSerializer;
import io.github.cachex.serializer.msgpack.MessagePackSerializer;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.system.Show;
import io.github.cachex.tck.values.Samples.Event;
import io.github.cachex.tck.values.Samples.Person;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What it costs to be sure of a value before it is stored, in allocation, as a ratio to its encoding alone. */
class StoringCostTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final EntryKey KEY = new EntryKey("tck:1", "cost", "key");
    private static final Head HEAD = new Head(new Stamp(0, 0, List.of()), Duration.ofMinutes(1));
    private static final Sizes SIZES = new Sizes(1 << 20, 1 << 20);
    private static final int WARM_UP = 3_000;
    private static final int OPERATIONS = 1_000;

    /** A closed type. */
    public record Order(String id, LocalDate day, long total, List<Line> lines) implements Serializable {}

    /** A part of it. */
    public record Line(String article, int count, double price) implements Serializable {}

    static Stream<Serializer> serializers() {
        return Stream.of(
                new JsonbSerializer(),
                new JacksonSerializer(),
                new MessagePackSerializer(),
                JavaSerializer.allowing(StoringCostTest.class.getPackageName() + ".**"));
    }

    private static Order order() {
        return new Order(
                "order-4711",
                LocalDate.of(2026, 1, 1),
                1_234_567_890L,
                new ArrayList<>(IntStream.range(0, 20)
                        .mapToObj(i -> new Line("article number " + i, 1_000 + i, 1.25 * i))
                        .toList()));
    }

    private static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        IntStream.range(0, 20).forEach(i -> document.put("member-" + i, "text of some length, number " + i));
        return document;
    }

    @ParameterizedTest
    @MethodSource("serializers")
    void beingSure_costsAtMostThreeMoreEncodings(Serializer serializer) {
        reportClosed(serializer);
        List<Person> people = new ArrayList<>(IntStream.range(0, 20)
                .mapToObj(i -> Person.of("person " + i, i))
                .toList());
        report(serializer, "open bean", Kind.generic(List.class, Person.class), people, 4);
        report(serializer, "open record", Event.class, new Event("id", document()), 4);
        report(serializer, "ordered map", Kind.generic(Map.class, String.class, Object.class), document(), 4);
    }

    /** The value of a closed type is encoded as one of which nothing needs to be known. */
    private static void reportClosed(Serializer serializer) {
        Order order = order();
        EntryCodec checking = new EntryCodec(serializer, EncryptionKeys.NONE);
        EntryCodec trusting = new EntryCodec(new Trusted(serializer, Order.class, order), EncryptionKeys.NONE);
        double[] trusted = perOperation(() -> trusting.encode(KEY, String.class, "", HEAD, SIZES));
        double[] sure = perOperation(() -> checking.encode(KEY, Order.class, order, HEAD, SIZES));
        show(serializer, "closed", sure, trusted, 1.25, "storing it without a look");
    }

    /** Writes one value, whatever it is told to write. */
    private record Trusted(Serializer serializer, Type type, Object value) implements Serializer {
        @Override
        public String name() {
            return "trusted";
        }

        @Override
        public byte id() {
            return 100;
        }

        @Override
        public byte[] write(Object ignored, Type declared) {
            return serializer.write(value, type);
        }

        @Override
        public Object read(byte[] bytes, Type declared) {
            return "";
        }
    }

    private static void report(Serializer serializer, String what, Type type, Object value, double limit) {
        EntryCodec codec = new EntryCodec(serializer, EncryptionKeys.NONE);
        double[] alone = perOperation(() -> serializer.write(value, type));
        double[] sure = perOperation(() -> codec.encode(KEY, type, value, HEAD, SIZES));
        show(serializer, what, sure, alone, limit, "its encoding");
    }

    private static void show(
            Serializer serializer, String what, double[] sure, double[] other, double limit, String than) {
        Show.atMost(
                "storing-cost " + serializer.name() + " " + what,
                sure[0] / other[0],
                limit,
                String.format(
                        Locale.ROOT,
                        "times the allocation of %s, %.1f us against %.1f us",
                        than,
                        sure[1] / 1_000,
                        other[1] / 1_000));
    }

    private static double[] perOperation(Runnable work) {
        for (int i = 0; i < WARM_UP; i++) {
            work.run();
        }
        double bytes = Double.MAX_VALUE;
        double nanos = Double.MAX_VALUE;
        for (int series = 0; series < 3; series++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            for (int i = 0; i < OPERATIONS; i++) {
                work.run();
            }
            nanos = Math.min(nanos, (double) (System.nanoTime() - began) / OPERATIONS);
            bytes = Math.min(bytes, (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / OPERATIONS);
        }
        return new double[] {bytes, nanos};
    }
}
