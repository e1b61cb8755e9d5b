// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.cachex.TypeRef;
import io.github.cachex.spi.Serializer;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaithfulnessTest {
    private final List<Object> asked = new ArrayList<>();
    private final Faithfulness faithfulness = new Faithfulness(new Serializer() {
        @Override
        public String name() {
            return "asked";
        }

        @Override
        public byte id() {
            return 1;
        }

        @Override
        public byte[] write(Object value, Type type) {
            return new byte[0];
        }

        @Override
        public Object read(byte[] bytes, Type type) {
            return "";
        }

        @Override
        public Optional<String> flaw(Object value, Type type, byte[] written) {
            asked.add(value);
            return value instanceof Integer ? Optional.of("no numbers") : Optional.empty();
        }
    });

    /** A closed type. */
    record Order(String id, @Nullable Integer count, List<String> lines, Optional<Place> place) {}

    /** Another. */
    record Place(double latitude, Map<String, Long> counts, int[] codes) {}

    /** A type that may hold anything. */
    record Event(String id, Object payload) {}

    /** A type that may be a subclass of itself. */
    static class Person {
        private String name = "";

        void rename(String other) {
            name = other;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A record that shows something else than it holds. */
    record Rounded(Double number) {
        @Override
        public Double number() {
            return (double) Math.round(number);
        }
    }

    /** A record of its own kind. */
    record Tree(String name, List<Tree> branches) {}

    /** A record of any kind. */
    record Page<T>(T first, List<T> more) {}

    private Optional<String> ask(Object value, Type type) {
        return faithfulness.flaw(value, type, new byte[0], false);
    }

    private void assertAsked(int times, Type type, Object... values) {
        asked.clear();
        for (Object value : values) {
            ask(value, type);
        }
        assertThat(asked).as(type.getTypeName()).hasSize(times);
    }

    private static Order order(@Nullable Integer count, String... lines) {
        return new Order("x", count, List.of(lines), Optional.empty());
    }

    @Test
    void closedType_isAskedOnceForAllThatHoldNoMore() {
        assertAsked(1, String.class, "a", "b", "c");
        assertAsked(1, Order.class, order(1, "a"), order(2, "b"), order(3, "c", "d"));
        assertAsked(1, long.class, 5L, 6L, 0L);
    }

    @Test
    void emptyOrNullFirstValues_decideNothing() {
        assertAsked(2, Long.class, 0L, 7L, 8L);
        assertAsked(
                4,
                Order.class,
                order(null),
                order(5),
                order(5, "a"),
                order(null, "a", "b"),
                new Order("x", 6, List.of("c"), Optional.of(new Place(1, Map.of("a", 1L), new int[] {1}))));
        assertAsked(
                2,
                new TypeRef<List<String>>() {}.type(),
                new ArrayList<>(),
                new ArrayList<>(List.of("a")),
                new ArrayList<>(List.of("b", "c")));
    }

    @Test
    void eachClassOfAList_isAskedByItself() {
        Type type = new TypeRef<List<String>>() {}.type();
        assertAsked(
                2, type, new ArrayList<>(List.of("a")), new LinkedList<>(List.of("a")), new ArrayList<>(List.of("b")));
    }

    @Test
    void openTypes_areAskedEachTime() {
        assertAsked(2, Object.class, "a", "a");
        assertAsked(2, Event.class, new Event("a", "text"), new Event("b", "text"));
        assertAsked(2, Person.class, new Person(), new Person());
        assertAsked(2, new TypeRef<List<Person>>() {}.type(), List.of(new Person()), List.of(new Person()));
        assertAsked(2, List.class, List.of("a"), List.of("a"));
        assertAsked(2, Number.class, 1, 1);
    }

    @Test
    void mapsAndSetsThatHaveAnOrder_areAskedEachTime() {
        Type maps = new TypeRef<Map<String, Integer>>() {}.type();
        assertAsked(2, maps, new LinkedHashMap<>(Map.of("a", 1)), new LinkedHashMap<>(Map.of("a", 1)));
        assertAsked(1, maps, new HashMap<>(Map.of("a", 1)), new HashMap<>(Map.of("a", 1)));
    }

    @Test
    void recordThatShowsSomethingElse_isAskedThen() {
        assertAsked(2, Rounded.class, new Rounded(2.5), new Rounded(3.5));
    }

    @Test
    void recordOfItsOwnKind_isClosed() {
        Tree leaf = new Tree("leaf", List.of());
        Tree tree = new Tree("tree", List.of(leaf, leaf));
        assertAsked(1, Tree.class, tree, new Tree("other", List.of(tree)), leaf);
    }

    @Test
    void recordOfAnyKind_isClosedWhereItsKindIs() {
        assertAsked(
                1, new TypeRef<Page<String>>() {}.type(), new Page<>("a", List.of("b")), new Page<>("c", List.of("d")));
        assertAsked(
                2,
                new TypeRef<Page<Object>>() {}.type(),
                new Page<Object>("a", List.of("b")),
                new Page<Object>("c", List.of("d")));
    }

    @Test
    void flawOfOneValue_isNoFlawOfAnother() {
        assertThat(ask(1, Object.class)).contains("no numbers");
        assertThat(ask("a", Object.class)).isEmpty();
        assertThat(ask(1, Object.class)).contains("no numbers");
    }

    @Test
    void whatWasAllowed_provesNothingWhereItIsNot() {
        asked.clear();
        faithfulness.flaw("a", String.class, new byte[0], true);
        faithfulness.flaw("a", String.class, new byte[0], false);
        assertThat(asked).hasSize(2);
    }

    /** A record of everything that would have to be boxed to be looked at as an object. */
    record Numbers(long total, int count, short small, byte least, double price, float rate, boolean paid) {}

    /** Many of them. */
    record Bill(String id, List<Numbers> numbers, Map<String, Numbers> named, Optional<Numbers> first) {}

    @Test
    void lookAtAProvenValue_allocatesNextToNothing() {
        Numbers numbers = new Numbers(1L << 40, 4_711, (short) 4_711, (byte) 1, 1.5, 2.5f, true);
        Bill bill = new Bill(
                "a",
                new ArrayList<>(Collections.nCopies(20, numbers)),
                new HashMap<>(Map.of("a", numbers)),
                Optional.of(numbers));
        byte[] written = {};
        for (int i = 0; i < 10_000; i++) {
            faithfulness.flaw(bill, Bill.class, written, false);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            faithfulness.flaw(bill, Bill.class, written, false);
        }
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 1_000)
                .as("bytes a look")
                .isLessThan(200);
        assertThat(asked).hasSize(1);
    }

    /** A record whose accessors show other numbers than it holds. */
    record Shown(int count, double price, boolean paid) {
        @Override
        public int count() {
            return count > 100 ? 100 : count;
        }

        @Override
        public double price() {
            return price > 100 ? 100 : price;
        }

        @Override
        public boolean paid() {
            return count > 0 && paid;
        }
    }

    @Test
    void primitiveThatIsShownOtherwise_isAskedThen() {
        assertAsked(
                4,
                Shown.class,
                new Shown(1, 1.5, true),
                new Shown(2, 2.5, true),
                new Shown(101, 1.5, true),
                new Shown(1, 101.5, true),
                new Shown(-1, 1.5, true),
                new Shown(3, 3.5, true));
    }

    @Test
    void primitivesAtTheEdge_areAskedEachTime() {
        assertAsked(
                5,
                Place.class,
                place(1.5),
                place(2.5),
                place(Double.NaN),
                place(Double.NaN),
                place(-0.0),
                place(Double.NEGATIVE_INFINITY),
                place(0));
    }

    private static Place place(double latitude) {
        return new Place(latitude, new HashMap<>(Map.of("a", 1L)), new int[] {1});
    }

    @Test
    void primitiveZeroFirst_decidesNothingOfOthers() {
        assertAsked(2, Shown.class, new Shown(0, 0, false), new Shown(0, 1.5, false), new Shown(0, 2.5, false));
    }

    @Test
    void timesAndNumbersAtTheEdge_areAskedEachTime() {
        assertAsked(3, Instant.class, Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.EPOCH.plusSeconds(1));
        LocalDate day = LocalDate.of(2_000, 1, 1);
        assertAsked(3, LocalDate.class, day, day.withYear(0), day.withYear(10_000), day.withYear(2_001));
        LocalDateTime noon = day.atTime(12, 0);
        assertAsked(3, LocalDateTime.class, noon, noon.withYear(0), noon.withYear(10_000), noon.withYear(2_001));
        assertAsked(3, Float.class, 1f, Float.NaN, -0f, 2f);
    }

    @Test
    void emptyPlainValues_decideNothing() {
        assertAsked(2, BigDecimal.class, BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.TEN);
        assertAsked(2, Boolean.class, false, true, true);
    }

    @Test
    void arraysAndMaps_areClosedWhereTheirElementsAre() {
        assertAsked(2, String[].class, new String[0], new String[] {"a"}, new String[] {"b", "c"});
        assertAsked(1, int[].class, new int[] {1}, new int[] {2, 3});
        assertAsked(2, new TypeRef<Map<String, String>>() {}.type(), Map.of(), Map.of("a", "b"), Map.of("c", "d"));
        assertAsked(
                1, new TypeRef<List<String>[]>() {}.type(), new List<?>[] {List.of("a")}, new List<?>[] {List.of("b")});
    }

    /** A record whose accessor may throw. */
    record Moody(String text, boolean[] angry) {
        @Override
        public String text() {
            if (angry[0]) {
                throw new IllegalStateException("angry");
            }
            return text;
        }
    }

    @Test
    void recordWhoseAccessorThrows_isAskedThen() {
        assertAsked(1, Moody.class, new Moody("a", new boolean[1]), new Moody("b", new boolean[1]));
        assertAsked(1, Moody.class, new Moody("c", new boolean[] {true}), new Moody("d", new boolean[1]));
    }
}
