// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.error.CacheSerializationException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the part of a value that cannot be read back, by trying each alone. Runs once per type that has a flaw. */
final class UnreadablePart {
    private final JsonbSerializer serializer;

    UnreadablePart(JsonbSerializer serializer) {
        this.serializer = serializer;
    }

    /** A part of a value, and the type that it is declared with. */
    private record Part(String where, Object value, Type type) {}

    /** Returns what is wrong with {@code value}, which cannot be read back as {@code type}, and the remedy. */
    String of(Object value, Type type) {
        StringBuilder where = new StringBuilder(value.getClass().getTypeName());
        Part culprit = new Part("", value, type);
        for (Optional<Part> next = Optional.of(culprit); next.isPresent(); next = within(culprit)) {
            culprit = next.get();
            where.append(culprit.where());
        }
        return where + ": " + complaint(culprit);
    }

    private Optional<Part> within(Part whole) {
        return parts(whole).stream().filter(part -> !comesBack(part)).findFirst();
    }

    private boolean comesBack(Part part) {
        try {
            serializer.read(serializer.write(part.value(), part.type()), part.type());
            return true;
        } catch (CacheSerializationException e) {
            return false;
        }
    }

    private static List<Part> parts(Part whole) {
        List<Part> parts = new ArrayList<>();
        Object value = whole.value();
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(mapped -> add(parts, " (a value in it)", mapped, argument(whole.type(), 1)));
        } else if (value instanceof Collection<?> elements) {
            elements.forEach(element -> add(parts, " (an element of it)", element, argument(whole.type(), 0)));
        } else if (value instanceof Optional<?> optional) {
            add(parts, "", optional.orElse(null), argument(whole.type(), 0));
        } else if (value instanceof Object[] elements) {
            for (Object element : elements) {
                add(parts, " (an element of it)", element, value.getClass().getComponentType());
            }
        } else if (Beans.isBean(value.getClass())) {
            Beans.readers(value.getClass())
                    .forEach((name, reader) ->
                            add(parts, "." + name, read(reader, value), reader.getGenericReturnType()));
        }
        return parts;
    }

    private static void add(List<Part> parts, String where, @Nullable Object value, Type type) {
        if (value != null) {
            parts.add(new Part(where, value, type));
        }
    }

    private static Type argument(Type type, int position) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments().length > position
                ? generic.getActualTypeArguments()[position]
                : Object.class;
    }

    private static @Nullable Object read(Method reader, Object value) {
        try {
            reader.setAccessible(true);
            return reader.invoke(value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private static String complaint(Part part) {
        Class<?> type =
                part.type() instanceof Class<?> plain ? plain : part.value().getClass();
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers()) && !type.isArray() && !type.isPrimitive()) {
            return (type.isSealed() ? "sealed " : "") + type.getTypeName()
                    + " does not say which class to make when it is read back; " + Remedies.NAMED;
        }
        if (Beans.isBean(type) && !Beans.canBeMade(type)) {
            return type.getTypeName() + " has no public or protected constructor without parameters; "
                    + Remedies.WRITABLE;
        }
        return "JSON-B writes " + part.type().getTypeName()
                + " but cannot read it back; use a type that it knows, a JsonbAdapter"
                + " (JsonbSerializer.of(config)), or another serializer";
    }
}
