// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shared, what is copied, and what is left to the serializer. */
class SharingTest {
    private final ClassPlans plans = new ClassPlans();

    /** Holds what cannot change. */
    public record Address(String street, int number) {}

    /** Holds a list. */
    public record Order(String id, List<String> items) {}

    /** Holds bytes. */
    record Picture(String name, byte[] bytes) {}

    /** Keeps a copy that cannot be changed. */
    record Defended(List<String> items) {
        Defended {
            items = List.copyOf(items);
        }
    }

    /** Makes something else of what it is given. */
    record Counting(List<String> items) {
        Counting {
            items = new ArrayList<>(items);
            items.add("made");
        }
    }

    /** Refuses what it holds by now. */
    record Refusing(List<String> items) {
        Refusing {
            if (!items.isEmpty()) {
                throw new IllegalArgumentException("filled later only");
            }
        }
    }

    /** Has final fields alone. */
    static class Point {
        private final int x = 1;
        private final String name = "p";
    }

    /** Has one that is not. */
    static class Named extends Point {
        private String title = "t";
    }

    /** Has a final one whose value changes. */
    static class Basket {
        private final List<String> items = new ArrayList<>();
    }

    /** Is no number any more. */
    static class Odd extends BigDecimal {
        private int times;

        Odd() {
            super(1);
        }
    }

    private static final class Plain<E> extends ArrayList<E> {}

    private static <E> List<E> list(E... elements) {
        return new ArrayList<>(Arrays.asList(elements));
    }

    static Stream<Object> immutable() {
        return Stream.of(
                "text",
                1,
                new BigDecimal("1.0"),
                UUID.randomUUID(),
                URI.create("a:b"),
                Instant.EPOCH,
                Duration.ZERO,
                ZoneId.of("Europe/Paris"),
                DayOfWeek.MONDAY,
                Optional.of("text"),
                Optional.empty(),
                List.of("a"),
                List.of(1, 2, 3),
                Set.of("a", "b"),
                Map.of("a", 1),
                Map.entry("a", 1),
                Stream.of("a", null).toList(),
                Collections.emptyList(),
                Collections.singletonList("a"),
                Collections.nCopies(3, "a"),
                new Address("street", 1),
                new Order("id", List.of("a")),
                new Defended(list("a")),
                new Point(),
                List.of(new Address("street", 1), Optional.of(new Point())));
    }

    @ParameterizedTest
    @MethodSource("immutable")
    void whatNobodyCanChange_isShared(Object value) {
        Template template = plans.template(value);
        assertThat(template).isSameAs(Template.IMMUTABLE);
        assertThat(template.copy(value)).isSameAs(value);
    }

    static Stream<Object> opaque() {
        return Stream.of(
                new Named(),
                new Basket(),
                new Date(),
                new StringBuilder("a"),
                new Odd(),
                new Object(),
                list(new Date()),
                List.of(new Named()),
                Optional.of(new Named()),
                new Order("id", new Plain<>()),
                new Counting(list("a")),
                refusing(),
                Map.of("a", new Named()),
                Collections.synchronizedList(list("a")),
                (Comparator<String>) String::compareTo);
    }

    private static Refusing refusing() {
        List<String> items = list();
        Refusing refusing = new Refusing(items);
        items.add("a");
        return refusing;
    }

    @ParameterizedTest
    @MethodSource("opaque")
    void whatOthersCanChangeBeyondItsContainers_isLeftToItsSerializer(Object value) {
        assertThat(templateOrNull(value)).isNull();
    }

    private Template templateOrNull(Object value) {
        try {
            return plans.template(value);
        } catch (RuntimeException e) {
            return null; // as Sharing takes it
        }
    }

    static Stream<Object> modifiable() {
        return Stream.of(
                list("b", null, "a"),
                new LinkedList<>(list("b", "a")),
                new Vector<>(list("b", "a")),
                new ArrayDeque<>(list("b", "a")),
                new CopyOnWriteArrayList<>(list("b", "a")),
                new HashSet<>(list("b", "a")),
                new LinkedHashSet<>(list("b", null, "a")),
                new TreeSet<>(list("b", "a")),
                new java.util.concurrent.ConcurrentSkipListSet<>(list("b", "a")),
                new PriorityQueue<>(list("b", "a")));
    }

    @ParameterizedTest
    @MethodSource("modifiable")
    @SuppressWarnings("unchecked")
    void modifiableCollection_isCopiedForEachCallerInOrder(Object value) {
        Collection<String> loaded = (Collection<String>) value;
        Template template = plans.template(loaded);
        List<String> elements = new ArrayList<>(loaded);
        loaded.add("c");
        Collection<String> first = (Collection<String>) template.copy(null);
        assertThat(first).hasSameClassAs(loaded).containsExactlyElementsOf(elements);
        first.add("d");
        first.remove("a");
        Collection<String> second = (Collection<String>) template.copy(null);
        assertThat(second).containsExactlyElementsOf(elements);
    }

    @Test
    @SuppressWarnings("unchecked")
    void modifiableMap_isCopiedForEachCallerInOrder() {
        Map<DayOfWeek, Integer> days = new EnumMap<>(DayOfWeek.class);
        Map<String, Integer> sorted = new TreeMap<>(Comparator.reverseOrder());
        for (Map<?, ?> map : List.of(
                new HashMap<>(),
                new LinkedHashMap<>(),
                new ConcurrentHashMap<>(),
                new java.util.concurrent.ConcurrentSkipListMap<>(),
                sorted,
                new java.util.Hashtable<>())) {
            Map<String, Integer> loaded = (Map<String, Integer>) map;
            loaded.put("b", 1);
            loaded.put("a", 2);
            check(loaded, "c");
        }
        days.put(DayOfWeek.FRIDAY, 1);
        check(days, DayOfWeek.MONDAY);
        assertThat(((TreeMap<String, Integer>) plans.template(sorted).copy(null)).comparator())
                .isSameAs(((TreeMap<String, Integer>) sorted).comparator());
    }

    @SuppressWarnings("unchecked")
    private <K> void check(Map<K, Integer> loaded, K added) {
        Template template = plans.template(loaded);
        List<Map.Entry<K, Integer>> entries = new ArrayList<>();
        loaded.entrySet().forEach(entry -> entries.add(Map.entry(entry.getKey(), entry.getValue())));
        loaded.put(added, 9);
        Map<K, Integer> first = (Map<K, Integer>) template.copy(null);
        assertThat(first).hasSameClassAs(loaded).containsExactly(entries.toArray(new Map.Entry[0]));
        first.put(added, 3);
        assertThat((Map<K, Integer>) template.copy(null)).containsExactly(entries.toArray(new Map.Entry[0]));
        loaded.remove(added);
    }

    /** What cannot be changed by its holder, though by who made it, is copied as what it is. */
    @Test
    void unmodifiableViews_areCopiedAsSuch() {
        java.util.NavigableSet<String> set = new TreeSet<>(list("b", "a"));
        java.util.SortedMap<String, String> map = new TreeMap<>(Map.of("b", "1", "a", "2"));
        for (Object view : List.of(
                java.util.Collections.unmodifiableCollection(list("b", "a")),
                java.util.Collections.unmodifiableNavigableSet(set),
                java.util.Collections.unmodifiableSortedMap(map))) {
            Object copy = plans.template(view).copy(null);
            assertThat(copy).hasSameClassAs(view).hasToString(view.toString());
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void orderOfAccess_isKept() {
        Map<String, Integer> loaded = new LinkedHashMap<>(16, 0.75f, true);
        loaded.put("a", 1);
        loaded.put("b", 2);
        Map<String, Integer> copy =
                (Map<String, Integer>) plans.template(loaded).copy(null);
        copy.get("a");
        assertThat(copy.keySet()).containsExactly("b", "a");
    }

    @Test
    @SuppressWarnings("unchecked")
    void setOfConstants_isCopied() {
        Set<DayOfWeek> loaded = EnumSet.of(DayOfWeek.MONDAY);
        Template template = plans.template(loaded);
        ((Set<DayOfWeek>) template.copy(null)).add(DayOfWeek.FRIDAY);
        loaded.clear();
        assertThat((Set<DayOfWeek>) template.copy(null))
                .isInstanceOf(EnumSet.class)
                .containsExactly(DayOfWeek.MONDAY);
    }

    @Test
    @SuppressWarnings("unchecked")
    void fixedSizeList_staysOne() {
        Template template = plans.template(Arrays.asList("a", "b"));
        List<String> first = (List<String>) template.copy(null);
        first.set(0, "changed");
        assertThatThrownBy(() -> first.add("c")).isInstanceOf(UnsupportedOperationException.class);
        assertThat((List<String>) template.copy(null)).containsExactly("a", "b");
    }

    @Test
    @SuppressWarnings("unchecked")
    void viewOfWhatItsMakerCanChange_isCopiedOnceAndStaysUnmodifiable() {
        List<String> inside = list("b", null, "a");
        Template template = plans.template(Collections.unmodifiableList(inside));
        inside.clear();
        List<String> first = (List<String>) template.copy(null);
        assertThat(first).containsExactly("b", null, "a").isSameAs(template.copy(null));
        assertThatThrownBy(() -> first.add("c")).isInstanceOf(UnsupportedOperationException.class);
        SortedSet<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.add("a");
        SortedSet<String> copy = (SortedSet<String>)
                plans.template(Collections.unmodifiableSortedSet(sorted)).copy(null);
        assertThat(copy.contains("A")).isTrue();
        NavigableMap<String, Integer> map = new TreeMap<>(Comparator.reverseOrder());
        map.put("a", 1);
        map.put("b", 1);
        assertThat(((Map<String, Integer>) plans.template(Collections.unmodifiableNavigableMap(map))
                                .copy(null))
                        .keySet())
                .containsExactly("b", "a");
        assertThat(plans.template(new Order("id", Collections.unmodifiableList(list("a"))))
                        .isFixed())
                .isTrue();
    }

    @Test
    void array_isCopied() {
        byte[] bytes = {1, 2};
        Template template = plans.template(bytes);
        bytes[0] = 9;
        ((byte[]) template.copy(null))[0] = 8;
        assertThat((byte[]) template.copy(null)).containsExactly(1, 2);
        String[][] nested = {{"a"}, {"b"}};
        Template rows = plans.template(nested);
        nested[0][0] = "changed";
        ((String[][]) rows.copy(null))[1][0] = "changed";
        assertThat((String[][]) rows.copy(null)).isDeepEqualTo(new String[][] {{"a"}, {"b"}});
        Picture picture =
                (Picture) plans.template(new Picture("p", new byte[] {1})).copy(null);
        assertThat(picture.bytes()).containsExactly(1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void nestedCollections_areCopiedAtEachLevel() {
        Map<String, List<Order>> loaded = new LinkedHashMap<>();
        loaded.put("b", list(new Order("1", list("x")), new Order("2", List.of("y"))));
        loaded.put("a", list());
        Template template = plans.template(loaded);
        Order immutable = loaded.get("b").get(1);
        loaded.get("b").get(0).items().add("changed by its maker");
        Map<String, List<Order>> first = (Map<String, List<Order>>) template.copy(null);
        first.get("b").get(0).items().add("changed");
        first.get("a").add(new Order("3", List.of()));
        Map<String, List<Order>> second = (Map<String, List<Order>>) template.copy(null);
        assertThat(second.keySet()).containsExactly("b", "a");
        assertThat(second).isEqualTo(Map.of("b", List.of(new Order("1", List.of("x")), immutable), "a", List.of()));
        assertThat(second.get("b").get(1)).isSameAs(immutable);
    }

    @Test
    void listThatHoldsItself_isLeftToItsSerializer() {
        List<Object> loaded = new ArrayList<>();
        loaded.add(loaded);
        assertThat(plans.template(loaded)).isNull();
    }
}
