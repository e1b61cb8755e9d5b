// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.Serializer;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which types of values come back from the serializer as they were. The serializer is asked before the first
 * value of a runtime type is stored: of the value's class and, for collections and maps, the classes of what they hold.
 */
final class Faithfulness {
    // Beyond it every value is checked: slower, still right. Only a cache of unbounded types gets there.
    private static final int MAX_REMEMBERED = 10_000;
    private static final int MAX_DEPTH = 4;

    private final Serializer serializer;
    private final Map<Object, Optional<String>> known = new ConcurrentHashMap<>();

    Faithfulness(Serializer serializer) {
        this.serializer = serializer;
    }

    Optional<String> flaw(Object value, Type type, byte[] written) {
        Object shape = type == value.getClass() && !isContainer(value) ? type : new Shape(type, classes(value));
        Optional<String> verdict = known.get(shape);
        if (verdict == null) {
            verdict = serializer.flaw(value, type, written);
            if (known.size() < MAX_REMEMBERED) {
                known.put(shape, verdict);
            }
        }
        return verdict;
    }

    private static boolean isContainer(Object value) {
        return value instanceof Collection
                || value instanceof Map
                || value.getClass().isArray();
    }

    private static Set<Class<?>> classes(Object value) {
        if (!isContainer(value)) {
            return Set.of(value.getClass());
        }
        Set<Class<?>> classes = new LinkedHashSet<>();
        collect(value, classes, MAX_DEPTH);
        return classes;
    }

    private static void collect(Object value, Set<Class<?>> classes, int depth) {
        classes.add(value.getClass());
        if (depth == 0) {
            return;
        }
        if (value instanceof Collection<?> collection) {
            collection.forEach(member -> collectNullable(member, classes, depth));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, mapped) -> {
                collectNullable(key, classes, depth);
                collectNullable(mapped, classes, depth);
            });
        } else if (value.getClass().isArray()
                && !value.getClass().getComponentType().isPrimitive()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                collectNullable(Array.get(value, i), classes, depth);
            }
        }
    }

    private static void collectNullable(@Nullable Object value, Set<Class<?>> classes, int depth) {
        if (value != null) {
            collect(value, classes, depth - 1);
        }
    }

    private record Shape(Type type, Set<Class<?>> classes) {}
}
