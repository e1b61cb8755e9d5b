// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes what callers see of a value, as text: classes, elements in order, comparators, public accessors and fields. Written apart
 * from what Cachex compares by, so that one may catch the other.
 */
final class Described {
    private static final int MAX_DEPTH = 12;

    private final boolean ordered;
    private boolean unordered;

    private Described(boolean ordered) {
        this.ordered = ordered;
    }

    /** Returns what tells {@code got} from {@code expected}; empty where callers see no difference. */
    static Optional<String> difference(Object expected, Object got) {
        Described loosely = new Described(false);
        String one = loosely.of(expected, 0);
        String other = loosely.of(got, 0);
        if (one.equals(other) && !loosely.unordered) {
            Described strictly = new Described(true);
            one = strictly.of(expected, 0);
            other = strictly.of(got, 0);
        }
        return one.equals(other) ? Optional.empty() : Optional.of(one + " became " + other);
    }

    private String of(@Nullable Object value, int depth) {
        if (value == null) {
            return "null";
        }
        if (depth > MAX_DEPTH) {
            return "...";
        }
        if (value instanceof Optional<?> optional) {
            return "optional(" + of(optional.orElse(null), depth + 1) + ")";
        }
        if (value.getClass().isArray()) {
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(of(Array.get(value, i), depth + 1));
            }
            return value.getClass().getTypeName() + elements;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth) + own(value, depth);
        }
        if (value instanceof Collection<?> collection) {
            return collection(collection, depth) + own(value, depth);
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            return "entry(" + of(entry.getKey(), depth + 1) + ", " + of(entry.getValue(), depth + 1) + ")";
        }
        if (value instanceof Pattern pattern) {
            return pattern + " with " + pattern.flags();
        }
        if (value instanceof Throwable || !isOfJdk(value)) {
            return value instanceof Enum<?>
                    ? String.valueOf(value)
                    : value.getClass().getName() + shown(value, depth);
        }
        return value.getClass().getName() + ":"
                + (value instanceof AtomicReference<?> r ? of(r.get(), depth + 1) : value);
    }

    /** What a collection of the application shows beside its elements. */
    private String own(Object container, int depth) {
        return isOfJdk(container) ? "" : shown(container, depth);
    }

    private String map(Map<?, ?> map, int depth) {
        List<String> entries = new ArrayList<>();
        map.forEach((key, mapped) -> entries.add(of(key, depth + 1) + "=" + of(mapped, depth + 1)));
        arrange(map, entries);
        if (map instanceof Properties properties) {
            return "properties" + new TreeSet<>(properties.stringPropertyNames()) + entries;
        }
        return (map instanceof IdentityHashMap<?, ?> ? "map by identity" : "map")
                + (map instanceof SortedMap<?, ?> sorted ? comparator(sorted.comparator()) : "")
                + entries;
    }

    private String collection(Collection<?> collection, int depth) {
        List<String> elements = new ArrayList<>();
        collection.forEach(element -> elements.add(of(element, depth + 1)));
        if (collection instanceof Set<?>) {
            arrange(collection, elements);
        }
        String kind = collection instanceof Set<?>
                ? "set"
                : collection instanceof PriorityQueue<?> ? "queue by priority" : "sequence";
        String order = collection instanceof SortedSet<?> sorted
                ? comparator(sorted.comparator())
                : collection instanceof PriorityQueue<?> queue ? comparator(queue.comparator()) : "";
        return kind + order + elements;
    }

    /** The order of hashed maps and sets is nobody's business. */
    private void arrange(Object container, List<String> parts) {
        unordered |= container.getClass() == HashMap.class
                || container.getClass() == HashSet.class
                || container instanceof ConcurrentHashMap<?, ?>
                || container.getClass().getName().startsWith("java.util.ImmutableCollections");
        if (!ordered) {
            parts.sort(null);
        }
    }

    private static String comparator(@Nullable Comparator<?> comparator) {
        return comparator == null ? "" : "by " + comparator.getClass().getName();
    }

    private static boolean isOfJdk(Object value) {
        return value.getClass().getClassLoader() == null
                || value.getClass().getName().startsWith("java.");
    }

    private String shown(Object value, int depth) {
        Map<String, String> shown = new TreeMap<>();
        for (Method method : value.getClass().getMethods()) {
            String name = method.getName();
            boolean accessor = method.getParameterCount() == 0
                    && method.getDeclaringClass() != Object.class
                    && !Modifier.isStatic(method.getModifiers())
                    && (name.startsWith("get") || name.startsWith("is") || isComponent(value, name))
                    && !name.equals("getDeclaringClass")
                    && !name.equals("isEmpty");
            if (accessor) {
                method.setAccessible(true);
                try {
                    shown.put(name, of(method.invoke(value), depth + 1));
                } catch (ReflectiveOperationException e) {
                    shown.put(name, "throws");
                }
            }
        }
        for (Field field : value.getClass().getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                try {
                    field.setAccessible(true);
                    shown.put(field.getName(), of(field.get(value), depth + 1));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return shown.toString();
    }

    private static boolean isComponent(Object value, String name) {
        for (Class<?> owner = value.getClass(); owner != null; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
