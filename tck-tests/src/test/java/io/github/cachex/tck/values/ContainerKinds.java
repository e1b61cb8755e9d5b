// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static io.github.cachex.tck.values.Kind.generic;
import static io.github.cachex.tck.values.Kind.of;

import io.github.cachex.tck.values.Samples.Colour;
import io.github.cachex.tck.values.Samples.Holder;
import io.github.cachex.tck.values.Samples.Page;
import io.github.cachex.tck.values.Samples.Person;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** Collections and maps, with and without an order and a comparator. */
final class ContainerKinds {
    private static final List<String> STEPS = List.of("zeta", "alpha", "mid", "beta", "10", "9", "Alpha");

    private ContainerKinds() {}

    static List<Kind> all() {
        List<Kind> kinds = new ArrayList<>(maps());
        kinds.addAll(sets());
        kinds.addAll(lists());
        return kinds;
    }

    private static <M extends Map<String, Integer>> M filled(M map) {
        STEPS.forEach(step -> map.put(step, map.size()));
        return map;
    }

    private static <C extends Collection<String>> C filled(C collection) {
        collection.addAll(STEPS);
        return collection;
    }

    private static Type map(Class<?> raw) {
        return generic(raw, String.class, Integer.class);
    }

    private static Type strings(Class<?> raw) {
        return generic(raw, String.class);
    }

    private static Map<@Nullable String, @Nullable Integer> sparse() {
        Map<@Nullable String, @Nullable Integer> sparse = new HashMap<>();
        sparse.put("a", null);
        sparse.put(null, 1);
        return sparse;
    }

    private static Properties withDefaults() {
        Properties defaults = new Properties();
        defaults.setProperty("colour", "red");
        Properties properties = new Properties(defaults);
        properties.setProperty("size", "large");
        return properties;
    }

    private static List<Kind> maps() {
        return List.of(
                of(
                        "map",
                        map(Map.class),
                        () -> new HashMap<>(Map.of("a", 1)),
                        HashMap::new,
                        () -> filled(new HashMap<String, Integer>()),
                        () -> filled(new LinkedHashMap<String, Integer>()),
                        () -> filled(new TreeMap<String, Integer>()),
                        () -> filled(new TreeMap<String, Integer>(Comparator.reverseOrder())),
                        () -> filled(new TreeMap<String, Integer>(String.CASE_INSENSITIVE_ORDER)),
                        () -> filled(new ConcurrentSkipListMap<String, Integer>()),
                        () -> filled(new ConcurrentHashMap<String, Integer>()),
                        () -> Collections.unmodifiableMap(filled(new LinkedHashMap<String, Integer>())),
                        () -> Collections.synchronizedMap(filled(new LinkedHashMap<String, Integer>())),
                        ContainerKinds::sparse),
                of(
                        "hash map",
                        map(HashMap.class),
                        () -> new HashMap<>(Map.of("a", 1)),
                        () -> filled(new LinkedHashMap<String, Integer>())),
                of(
                        "linked map",
                        map(LinkedHashMap.class),
                        () -> new LinkedHashMap<>(Map.of("a", 1)),
                        () -> filled(new LinkedHashMap<String, Integer>())),
                of(
                        "sorted map",
                        map(SortedMap.class),
                        () -> filled(new TreeMap<String, Integer>()),
                        () -> new TreeMap<String, Integer>(Comparator.reverseOrder()),
                        () -> filled(new TreeMap<String, Integer>(String.CASE_INSENSITIVE_ORDER)),
                        () -> filled(new TreeMap<String, Integer>(Comparator.naturalOrder()))),
                of(
                        "navigable map",
                        map(NavigableMap.class),
                        () -> filled(new TreeMap<String, Integer>()),
                        () -> filled(new TreeMap<String, Integer>(Collections.reverseOrder()))),
                of("tree map", map(TreeMap.class), TreeMap::new, () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)),
                of("properties", Properties.class, Properties::new, ContainerKinds::withDefaults),
                of(
                        "maps of any kind",
                        Object.class,
                        () -> "harmless",
                        Properties::new,
                        ContainerKinds::withDefaults,
                        () -> new IdentityHashMap<>(Map.of("a", 1))),
                of("map by identity", map(Map.class), HashMap::new, () -> new IdentityHashMap<>(Map.of("a", 1))),
                of("concurrent map", map(ConcurrentMap.class), () -> filled(new ConcurrentHashMap<String, Integer>())),
                of(
                        "map of colours",
                        generic(Map.class, Colour.class, Integer.class),
                        () -> new HashMap<>(Map.of(Colour.RED, 1)),
                        () -> new EnumMap<>(Map.of(Colour.BLUE, 1, Colour.RED, 2))),
                of(
                        "enum map",
                        generic(EnumMap.class, Colour.class, Integer.class),
                        () -> new EnumMap<>(Map.of(Colour.BLUE, 1))),
                of(
                        "map of numbers",
                        generic(Map.class, Integer.class, String.class),
                        () -> new HashMap<>(Map.of(1, "a")),
                        () -> new LinkedHashMap<>(Map.of(-5, "b"))),
                of(
                        "map of anything",
                        generic(Map.class, Object.class, String.class),
                        () -> new HashMap<>(Map.of("a", "b")),
                        () -> new HashMap<>(Map.of(1, "b"))),
                of(
                        "map of records",
                        generic(Map.class, Holder.class, String.class),
                        () -> new HashMap<>(),
                        () -> new HashMap<>(Map.of(new Holder<>("x"), "b"))));
    }

    private static List<Kind> sets() {
        return List.of(
                of(
                        "set",
                        strings(Set.class),
                        () -> new HashSet<>(Set.of("a")),
                        HashSet::new,
                        () -> filled(new HashSet<String>()),
                        () -> filled(new LinkedHashSet<String>()),
                        () -> filled(new TreeSet<String>()),
                        () -> filled(new TreeSet<String>(Comparator.reverseOrder())),
                        () -> filled(new CopyOnWriteArraySet<String>()),
                        () -> Collections.unmodifiableSet(filled(new LinkedHashSet<String>())),
                        () -> Set.copyOf(STEPS),
                        () -> new HashSet<>(Arrays.asList("a", null))),
                of("linked set", strings(LinkedHashSet.class), () -> filled(new LinkedHashSet<String>())),
                of(
                        "sorted set",
                        strings(SortedSet.class),
                        () -> filled(new TreeSet<String>()),
                        () -> filled(new TreeSet<String>(Comparator.reverseOrder())),
                        () -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)),
                of(
                        "navigable set",
                        strings(NavigableSet.class),
                        () -> filled(new TreeSet<String>()),
                        () -> filled(new TreeSet<String>()).descendingSet()),
                of(
                        "set of numbers",
                        generic(Set.class, Integer.class),
                        () -> new HashSet<>(Set.of(1, 2, 3)),
                        () -> new TreeSet<>(Set.of(5, 4)),
                        () -> new LinkedHashSet<>(List.of(9, 1, 5))),
                of(
                        "set of colours",
                        generic(Set.class, Colour.class),
                        () -> new HashSet<>(Set.of(Colour.RED)),
                        () -> EnumSet.allOf(Colour.class),
                        () -> new LinkedHashSet<>(List.of(Colour.BLUE, Colour.RED))),
                of("enum set", generic(EnumSet.class, Colour.class), () -> EnumSet.of(Colour.BLUE)),
                of(
                        "set of beans",
                        generic(Set.class, Person.class),
                        () -> new HashSet<>(),
                        () -> new LinkedHashSet<>(List.of(Person.of("b", 1), Person.of("a", 2)))));
    }

    private static List<Kind> lists() {
        return List.of(
                of(
                        "list",
                        strings(List.class),
                        () -> new ArrayList<>(List.of("a")),
                        ArrayList::new,
                        () -> filled(new LinkedList<String>()),
                        () -> List.of("b", "a"),
                        () -> Arrays.asList("b", null),
                        () -> Collections.emptyList(),
                        () -> Collections.nCopies(2, "x"),
                        () -> new CopyOnWriteArrayList<>(STEPS),
                        () -> STEPS.subList(1, 3),
                        () -> Page.of(5, "a")),
                of("array list", strings(ArrayList.class), () -> new ArrayList<>(STEPS), () -> Page.of(5, "a")),
                of("linked list", strings(LinkedList.class), () -> new LinkedList<>(STEPS)),
                of(
                        "collection",
                        strings(Collection.class),
                        () -> new ArrayList<>(STEPS),
                        () -> filled(new LinkedHashSet<String>()),
                        () -> new ArrayDeque<>(STEPS),
                        () -> filled(new HashMap<String, Integer>()).keySet()),
                of("iterable", strings(Iterable.class), () -> new ArrayList<>(STEPS)),
                of("deque", strings(Deque.class), () -> new ArrayDeque<>(STEPS), () -> new LinkedList<>(STEPS)),
                of(
                        "queue",
                        strings(Queue.class),
                        () -> new ArrayDeque<>(STEPS),
                        () -> new LinkedList<>(STEPS),
                        () -> new PriorityQueue<>(STEPS),
                        () -> reversed()),
                of("list of lists", generic(List.class, strings(List.class)), () -> List.of(List.of("a"), List.of())),
                of(
                        "list of maps",
                        generic(List.class, map(Map.class)),
                        () -> List.of(Map.of("a", 1)),
                        () -> List.of(filled(new LinkedHashMap<String, Integer>())),
                        () -> List.of(filled(new TreeMap<String, Integer>(Comparator.reverseOrder())))));
    }

    private static Queue<String> reversed() {
        Queue<String> queue = new PriorityQueue<>(Comparator.reverseOrder());
        queue.addAll(STEPS);
        return queue;
    }
}
