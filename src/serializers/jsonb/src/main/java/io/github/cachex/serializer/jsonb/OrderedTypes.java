// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types by which values are read: JSON has an order, which a declared {@code Map} or {@code Set} loses where JSON-B makes a
 * {@code HashMap} or {@code HashSet} of it. Thread-safe.
 */
final class OrderedTypes {
    /** Keys may have types that are made anew for each call. */
    private static final int MAX_KNOWN = 10_000;

    private final Map<Type, Type> known = new ConcurrentHashMap<>();

    /** Returns how many types are kept. */
    int known() {
        return known.size();
    }

    /** Returns {@code type} with maps and sets that keep their order. */
    Type of(Type type) {
        Type ordered = known.get(type);
        if (ordered == null) {
            ordered = ordered(type);
            if (known.size() < MAX_KNOWN) {
                known.putIfAbsent(type, ordered);
            }
        }
        return ordered;
    }

    private static Type ordered(Type type) {
        if (type == Map.class) {
            return LinkedHashMap.class;
        }
        if (type == Set.class) {
            return LinkedHashSet.class;
        }
        if (type instanceof ParameterizedType generic) {
            List<Type> arguments = Stream.of(generic.getActualTypeArguments())
                    .map(OrderedTypes::ordered)
                    .toList();
            Type raw = ordered(generic.getRawType());
            boolean changed =
                    raw != generic.getRawType() || !arguments.equals(List.of(generic.getActualTypeArguments()));
            return changed ? new Generic(raw, arguments, generic.getOwnerType()) : type;
        }
        return type;
    }

    private record Generic(
            Type raw, List<Type> arguments, @Nullable Type owner) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return owner;
        }
    }
}
