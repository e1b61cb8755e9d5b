// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import com.sun.management.ThreadMXBean;
import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.serializer.jackson.JacksonSerializer;
import io.github.cachex.serializer.java.JavaSerializer;
import io.github.cachex.serializer.jsonb.JsonbSerializer;
import io.github.cachex.serializer.msgpack.MessagePackSerializer;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.values.Samples.Event;
import io.github.cachex.tck.values.Samples.Person;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What it costs to be sure of a value before it is stored, in allocation, as a ratio to its encoding as an entry alone. */
class StoringCostTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final EntryKey KEY = new EntryKey("tck:1", "cost", "key");
    private static final EntryHeader HEAD =
            new EntryHeader(new InvalidationStamp(0, 0, List.of()), Duration.ofMinutes(1));
    private static final Sizes SIZES = new Sizes(1 << 20, 1 << 20);
    private static final int WARM_UP = 2_000;
    private static final int OPERATIONS = 200;
    private static final int UNCHANGED_SERIES = 5;
    private static final int MOST_SERIES = 50;

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
        Costs costs = Costs.of(
                () -> checking.encode(KEY, Order.class, order, HEAD, SIZES),
                () -> trusting.encode(KEY, String.class, "", HEAD, SIZES));
        show(serializer, "closed", costs, 1.25, "storing it without a look");
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
        EntryCodec checking = new EntryCodec(serializer, EncryptionKeys.NONE);
        EntryCodec trusting = new EntryCodec(new Trusted(serializer, type, value), EncryptionKeys.NONE);
        Costs costs = Costs.of(
                () -> checking.encode(KEY, type, value, HEAD, SIZES),
                () -> trusting.encode(KEY, String.class, "", HEAD, SIZES));
        show(serializer, what, costs, limit, "its encoding");
    }

    private static void show(Serializer serializer, String what, Costs costs, double limit, String than) {
        Show.atMost(
                "storing-cost " + serializer.name() + " " + what,
                costs.sure.bytes() / costs.other.bytes(),
                limit,
                "times the allocation of " + than + ", " + OPERATIONS + " in " + costs.sure.time() + " against "
                        + costs.other.time());
    }

    /** What one run allocates at least, and how long a series of runs took. */
    private record Cost(double bytes, Elapsed time) {
        static Cost ofSeries(Runnable work) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Elapsed began = Elapsed.start();
            for (int i = 0; i < OPERATIONS; i++) {
                work.run();
            }
            Elapsed time = began.stop();
            return new Cost((double) (THREADS.getCurrentThreadAllocatedBytes() - before) / OPERATIONS, time);
        }

        boolean isBelow(Cost other) {
            return bytes < 0.99 * other.bytes;
        }
    }

    /** The least costs of storing a value after a look and of doing something else. */
    private record Costs(Cost sure, Cost other) {
        /**
         * Returns the costs of {@code sure} and {@code other}, in turns: until the compiler is done with the code that they share,
         * both allocate more.
         */
        static Costs of(Runnable sure, Runnable other) {
            for (int i = 0; i < WARM_UP; i++) {
                sure.run();
                other.run();
            }
            Costs least = new Costs(Cost.ofSeries(sure), Cost.ofSeries(other));
            int unchanged = 0;
            for (int series = 0; series < MOST_SERIES && unchanged < UNCHANGED_SERIES; series++) {
                Costs next = new Costs(Cost.ofSeries(sure), Cost.ofSeries(other));
                boolean lower = next.sure.isBelow(least.sure) || next.other.isBelow(least.other);
                unchanged = lower ? 0 : unchanged + 1;
                least = new Costs(lower(next.sure, least.sure), lower(next.other, least.other));
            }
            return least;
        }

        private static Cost lower(Cost one, Cost two) {
            return one.bytes < two.bytes ? one : two;
        }
    }
}
