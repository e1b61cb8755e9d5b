// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.spi.RoundTripComparison.Difference;
import io.github.cachex.spi.RoundTripComparison.Kind;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Compares collections and maps: their kind, their elements, the order of these where they have one, and the comparator. */
final class ContainerComparison {
    private static final String ELEMENT = " (an element of it)";
    private static final String MAPPED = " (a value in it)";

    /** What a caller may tell apart who knows nothing of the type. */
    private static final List<Class<?>> KINDS = List.of(
            Map.class,
            Set.class,
            List.class,
            SortedSet.class,
            SortedMap.class,
            Deque.class,
            Queue.class,
            ConcurrentMap.class,
            // It finds another key than an equal one does.
            IdentityHashMap.class,
            Properties.class,
            PriorityQueue.class,
            PriorityBlockingQueue.class);

    /** The classes whose order is nobody's business. */
    private static final Set<String> UNORDERED = Set.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.Properties",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentHashMap$KeySetView",
            "java.util.HashMap$KeySet",
            "java.util.HashMap$EntrySet");

    /** Up to so many elements without equals are sought for one by one. */
    private static final int SOUGHT = 256;

    private final ValueComparison values;

    ContainerComparison(ValueComparison values) {
        this.values = values;
    }

    @Nullable
    Difference compare(Object value, Object back, @Nullable Type declared) {
        Difference difference = kinds(value, back, declared);
        if (difference == null) {
            // Before the order, which is but the consequence.
            difference = comparators(value, back);
        }
        if (difference == null) {
            difference = defaults(value, back);
        }
        if (difference == null) {
            difference = value instanceof Map<?, ?> map
                    ? maps(map, (Map<?, ?>) back, declared)
                    : collections((Collection<?>) value, (Collection<?>) back, declared);
        }
        return difference;
    }

    /** Properties show those of their defaults beside their own, and are stored without them by most formats. */
    private @Nullable Difference defaults(Object value, Object back) {
        return value instanceof Properties one
                        && back instanceof Properties two
                        && !one.stringPropertyNames().equals(two.stringPropertyNames())
                ? values.found(Kind.VALUE, "came back without its defaults")
                : null;
    }

    private @Nullable Difference kinds(Object value, Object back, @Nullable Type declared) {
        if (!(value instanceof Map<?, ?> ? back instanceof Map<?, ?> : back instanceof Collection<?>)) {
            return values.cameBackAs(back);
        }
        Class<?> type = value.getClass();
        Class<?> raw = DeclaredTypes.raw(declared);
        boolean known = raw != null
                && VisibleState.isOfJdk(raw)
                && (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw));
        if (!VisibleState.isOfJdk(type) && type != back.getClass() && (!known || showsMore(type))) {
            return values.cameBackAs(back);
        }
        for (Class<?> kind : KINDS) {
            if (kind.isInstance(value) && !kind.isInstance(back) && !(known && isBesideThePoint(kind, value))) {
                return values.cameBackAs(back);
            }
        }
        return null;
    }

    /** Those of persistence providers show what is theirs alone. */
    private static boolean showsMore(Class<?> type) {
        return VisibleState.of(type).showsMoreThanElements()
                && !type.getName().startsWith("org.hibernate.")
                && !type.getName().startsWith("org.eclipse.persistence.");
    }

    /** Returns whether callers who know the declared type have no business with {@code kind}: a list that is a deque as well. */
    private static boolean isBesideThePoint(Class<?> kind, Object value) {
        if (kind == Deque.class || kind == Queue.class) {
            return value instanceof List<?>;
        }
        return kind == SortedMap.class
                || kind == SortedSet.class
                || kind == ConcurrentMap.class
                || kind == Properties.class;
    }

    private @Nullable Difference collections(Collection<?> value, Collection<?> back, @Nullable Type declared) {
        if (value.size() != back.size()) {
            return values.found(Kind.SIZE, "came back with another number of elements");
        }
        Type element = DeclaredTypes.argument(declared, 0);
        Iterator<?> backs = back.iterator();
        int i = 0;
        for (Object one : value) {
            Difference difference = values.within(ELEMENT, i++, one, backs.next(), element);
            if (difference != null) {
                return value instanceof Set<?> set ? sets(set, back, element, difference) : difference;
            }
        }
        return null;
    }

    /** Compares sets that are not the same element by element in the order they are in. */
    private @Nullable Difference sets(Set<?> value, Collection<?> back, @Nullable Type element, Difference first) {
        if (!hasSameElements(value, back, element)) {
            String what = first.kind() == Kind.CLASS ? ": one " + first.what() : "";
            return values.found(Kind.ELEMENTS, "its elements came back different" + what);
        }
        return isOrdered(value.getClass()) ? otherOrder() : null;
    }

    private Difference otherOrder() {
        return values.found(Kind.ORDER, "came back in another order");
    }

    private boolean hasSameElements(Set<?> value, Collection<?> back, @Nullable Type element) {
        List<@Nullable Object> rest = new ArrayList<>();
        Map<Object, Object> byEquality = new HashMap<>();
        for (Object other : back) {
            if (other == null || !PlainValues.isPlain(other)) {
                rest.add(other);
            }
            if (other != null) {
                byEquality.put(other, other);
            }
        }
        for (Object one : value) {
            Object other = one == null ? null : byEquality.get(one);
            if (one != null && PlainValues.isPlain(one)) {
                if (other == null) {
                    return false;
                }
            } else if (other == null && rest.size() > SOUGHT || !removeSame(rest, one, other, element)) {
                return false;
            }
        }
        return true;
    }

    private boolean removeSame(
            List<@Nullable Object> rest, @Nullable Object one, @Nullable Object other, @Nullable Type element) {
        Iterator<@Nullable Object> candidates = rest.iterator();
        while (candidates.hasNext()) {
            Object candidate = candidates.next();
            if ((other == null || candidate == other) && values.within(ELEMENT, 0, one, candidate, element) == null) {
                candidates.remove();
                return true;
            }
        }
        return false;
    }

    private @Nullable Difference maps(Map<?, ?> value, Map<?, ?> back, @Nullable Type declared) {
        if (value.size() != back.size()) {
            return otherKeys();
        }
        Type key = DeclaredTypes.argument(declared, 0);
        Type mapped = DeclaredTypes.argument(declared, 1);
        Iterator<? extends Map.Entry<?, ?>> backs = back.entrySet().iterator();
        int i = 0;
        for (Map.Entry<?, ?> one : value.entrySet()) {
            Map.Entry<?, ?> other = backs.next();
            if (values.within(" (a key of it)", i, one.getKey(), other.getKey(), key) != null) {
                return unorderedMaps(value, back, mapped);
            }
            Difference difference = values.within(MAPPED, i++, one.getValue(), other.getValue(), mapped);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private Difference otherKeys() {
        return values.found(Kind.KEYS, "its keys came back different");
    }

    private @Nullable Difference unorderedMaps(Map<?, ?> value, Map<?, ?> back, @Nullable Type mapped) {
        int i = 0;
        for (Map.Entry<?, ?> one : value.entrySet()) {
            if (!hasKey(back, one.getKey())) {
                return otherKeys();
            }
            Difference difference = values.within(MAPPED, i++, one.getValue(), back.get(one.getKey()), mapped);
            if (difference != null) {
                return difference;
            }
        }
        return isOrdered(value.getClass()) ? otherOrder() : null;
    }

    private static boolean hasKey(Map<?, ?> map, @Nullable Object key) {
        try {
            return map.containsKey(key);
        } catch (RuntimeException e) {
            // A sorted map that cannot compare such a key, or one that takes no null.
            return false;
        }
    }

    static boolean isOrdered(Class<?> type) {
        return !UNORDERED.contains(type.getName()) && !type.getName().startsWith("java.util.ImmutableCollections$");
    }

    private @Nullable Difference comparators(Object value, Object back) {
        Comparator<?> one = comparator(value);
        Comparator<?> other = comparator(back);
        return one == null && !isSorted(back) || isSame(one, other)
                ? null
                : values.found(Kind.COMPARATOR, "came back without its comparator");
    }

    private static boolean isSorted(Object container) {
        return container instanceof SortedMap<?, ?> || container instanceof SortedSet<?>;
    }

    private static @Nullable Comparator<?> comparator(Object container) {
        if (container instanceof SortedMap<?, ?> map) {
            return map.comparator();
        }
        if (container instanceof SortedSet<?> set) {
            return set.comparator();
        }
        if (container instanceof PriorityQueue<?> queue) {
            return queue.comparator();
        }
        return container instanceof PriorityBlockingQueue<?> queue ? queue.comparator() : null;
    }

    private static boolean isSame(@Nullable Comparator<?> one, @Nullable Comparator<?> other) {
        if (one == null || other == null) {
            return one == other;
        }
        return one.equals(other) || one.getClass() == other.getClass() && VisibleState.hasNoState(one.getClass());
    }
}
