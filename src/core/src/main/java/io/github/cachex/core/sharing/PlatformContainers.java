// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import io.github.cachex.core.sharing.Container.Openness;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The platform's collections and maps, told by their very classes: a subclass may do anything. Those without a public name are
 * told by their private one; where a release of Java changes that, its serializer copies the value.
 */
@SuppressWarnings({"unchecked", "rawtypes", "JdkObsolete"}) // whatever an application uses is copied as what it is
final class PlatformContainers {
    private static final String PACKAGE = "java.util.";
    private static final Map<String, Container> BY_NAME = new HashMap<>();

    static {
        collection(ArrayList.class, (like, elements) -> new ArrayList<>(elements), ArrayList::new);
        collection(LinkedList.class, (like, elements) -> new LinkedList<>(elements), LinkedList::new);
        collection(Vector.class, (like, elements) -> new Vector<>(elements), Vector::new);
        collection(ArrayDeque.class, (like, elements) -> new ArrayDeque<>(elements), ArrayDeque::new);
        collection(CopyOnWriteArrayList.class, (like, elements) -> new CopyOnWriteArrayList<>(elements), null);
        collection(ConcurrentLinkedQueue.class, (like, elements) -> new ConcurrentLinkedQueue<>(elements), null);
        collection(ConcurrentLinkedDeque.class, (like, elements) -> new ConcurrentLinkedDeque<>(elements), null);
        collection(HashSet.class, (like, elements) -> new HashSet<>(elements), set -> (Set) ((HashSet) set).clone());
        collection(LinkedHashSet.class, (like, elements) -> new LinkedHashSet<>(elements), set ->
                (Set) ((LinkedHashSet) set).clone());
        collection(TreeSet.class, PlatformContainers::sorted, set -> (Set) ((TreeSet) set).clone());
        collection(
                ConcurrentSkipListSet.class,
                (like, elements) ->
                        with(new ConcurrentSkipListSet<>(((ConcurrentSkipListSet) like).comparator()), elements),
                null);
        collection(
                PriorityQueue.class,
                (like, elements) -> with(
                        new PriorityQueue<>(Math.max(1, elements.size()), ((PriorityQueue) like).comparator()),
                        elements),
                queue -> new PriorityQueue<>((PriorityQueue) queue));
        add(
                PACKAGE + "Arrays$ArrayList",
                new CollectionContainer(
                        Openness.MODIFIABLE, (like, elements) -> Arrays.asList(elements.toArray()), null));
        map(HashMap.class, like -> new HashMap<>(), map -> (Map) ((HashMap) map).clone());
        map(LinkedHashMap.class, PlatformContainers::linked, map -> (Map) ((LinkedHashMap) map).clone());
        map(TreeMap.class, PlatformContainers::sorted, map -> (Map) ((TreeMap) map).clone());
        map(Hashtable.class, like -> new Hashtable<>(), map -> (Map) ((Hashtable) map).clone());
        map(EnumMap.class, PlatformContainers::enumMap, map -> ((EnumMap) map).clone());
        map(ConcurrentHashMap.class, like -> new ConcurrentHashMap<>(), ConcurrentHashMap::new);
        map(
                ConcurrentSkipListMap.class,
                like -> new ConcurrentSkipListMap<>(((SortedMap) like).comparator()),
                map -> ((ConcurrentSkipListMap) map).clone());
        views();
        unmodifiable();
    }

    private static final Container ENUM_SET =
            new CollectionContainer(Openness.MODIFIABLE, PlatformContainers::enumSet, set -> ((EnumSet) set).clone());

    private PlatformContainers() {}

    /** Returns the kind of {@code type}; null where it is none of the platform's that is known. */
    static @Nullable Container of(Class<?> type) {
        if (type.getClassLoader() != null) {
            return null;
        }
        return EnumSet.class.isAssignableFrom(type) ? ENUM_SET : BY_NAME.get(type.getName());
    }

    private static void views() {
        for (String name : List.of("UnmodifiableList", "UnmodifiableRandomAccessList")) {
            add(PACKAGE + "Collections$" + name, list(Openness.VIEW));
        }
        add(
                PACKAGE + "Collections$UnmodifiableCollection",
                sealed(
                        Openness.VIEW,
                        (like, elements) -> Collections.unmodifiableCollection(new ArrayList<>(elements))));
        add(PACKAGE + "Collections$UnmodifiableSet", set(Openness.VIEW));
        add(
                PACKAGE + "Collections$UnmodifiableSortedSet",
                sealed(
                        Openness.VIEW,
                        (like, elements) -> Collections.unmodifiableSortedSet((SortedSet) sorted(like, elements))));
        add(
                PACKAGE + "Collections$UnmodifiableNavigableSet",
                sealed(
                        Openness.VIEW,
                        (like, elements) ->
                                Collections.unmodifiableNavigableSet((NavigableSet) sorted(like, elements))));
        add(PACKAGE + "Collections$UnmodifiableMap", map(Openness.VIEW));
        add(
                PACKAGE + "Collections$UnmodifiableSortedMap",
                new MapContainer(
                        Openness.VIEW,
                        PlatformContainers::sorted,
                        map -> Collections.unmodifiableSortedMap((SortedMap) map),
                        null));
        add(
                PACKAGE + "Collections$UnmodifiableNavigableMap",
                new MapContainer(
                        Openness.VIEW,
                        PlatformContainers::sorted,
                        map -> Collections.unmodifiableNavigableMap((NavigableMap) map),
                        null));
    }

    private static void unmodifiable() {
        for (String name : List.of("List12", "ListN", "SubList")) {
            add(PACKAGE + "ImmutableCollections$" + name, list(Openness.UNMODIFIABLE));
        }
        for (String name : List.of("EmptyList", "SingletonList", "CopiesList")) {
            add(PACKAGE + "Collections$" + name, list(Openness.UNMODIFIABLE));
        }
        for (String name : List.of("ImmutableCollections$Set12", "ImmutableCollections$SetN")) {
            add(PACKAGE + name, set(Openness.UNMODIFIABLE));
        }
        for (String name : List.of("Collections$EmptySet", "Collections$SingletonSet")) {
            add(PACKAGE + name, set(Openness.UNMODIFIABLE));
        }
        for (String name : List.of("ImmutableCollections$Map1", "ImmutableCollections$MapN")) {
            add(PACKAGE + name, map(Openness.UNMODIFIABLE));
        }
        for (String name : List.of("Collections$EmptyMap", "Collections$SingletonMap")) {
            add(PACKAGE + name, map(Openness.UNMODIFIABLE));
        }
        add(
                Optional.class.getName(),
                new HolderContainer(
                        value -> ((Optional<?>) value).stream().toArray(),
                        members -> members.length == 0 ? Optional.empty() : Optional.ofNullable(members[0])));
        Container entry = new HolderContainer(
                value -> new Object[] {((Map.Entry<?, ?>) value).getKey(), ((Map.Entry<?, ?>) value).getValue()},
                members -> new AbstractMap.SimpleImmutableEntry<>(members[0], members[1]));
        add(PACKAGE + "KeyValueHolder", entry);
        add(AbstractMap.SimpleImmutableEntry.class.getName(), entry);
    }

    private static void add(String name, Container container) {
        BY_NAME.put(name, container);
    }

    private static void collection(
            Class<? extends Collection> type,
            BiFunction<Collection, Collection, Collection> filled,
            @Nullable UnaryOperator<Collection> cloned) {
        add(type.getName(), new CollectionContainer(Openness.MODIFIABLE, filled, cloned));
    }

    private static void map(Class<? extends Map> type, UnaryOperator<Map> empty, UnaryOperator<Map> cloned) {
        add(type.getName(), new MapContainer(Openness.MODIFIABLE, empty, UnaryOperator.identity(), cloned));
    }

    private static Container sealed(Openness openness, BiFunction<Collection, Collection, Collection> filled) {
        return new CollectionContainer(openness, filled, null);
    }

    private static Container list(Openness openness) {
        return sealed(openness, (like, elements) -> Collections.unmodifiableList(new ArrayList<>(elements)));
    }

    private static Container set(Openness openness) {
        return sealed(openness, (like, elements) -> Collections.unmodifiableSet(new LinkedHashSet<>(elements)));
    }

    private static Container map(Openness openness) {
        return new MapContainer(openness, like -> new LinkedHashMap<>(), Collections::unmodifiableMap, null);
    }

    private static Collection with(Collection empty, Collection elements) {
        empty.addAll(elements);
        return empty;
    }

    private static Collection sorted(Collection like, Collection elements) {
        return with(new TreeSet<>(((SortedSet) like).comparator()), elements);
    }

    private static Map sorted(Map like) {
        return new TreeMap<>(((SortedMap) like).comparator());
    }

    /** A clone alone knows whether its order is that of insertion or of access. */
    private static Map linked(Map like) {
        return cleared((Map) ((LinkedHashMap) like).clone());
    }

    private static Map enumMap(Map like) {
        return cleared(((EnumMap) like).clone());
    }

    private static Map cleared(Map clone) {
        clone.clear();
        return clone;
    }

    private static Collection enumSet(Collection like, Collection elements) {
        EnumSet set = ((EnumSet) like).clone();
        set.clear();
        return with(set, elements);
    }
}
