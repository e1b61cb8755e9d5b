// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import jakarta.json.bind.annotation.JsonbTransient;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A search through one value for what JSON-B cannot write, without writing it. For one thread. */
final class Unwritable {
    private static final int MAX_DEPTH = 500;
    private static final int LONGEST_WAY = 200;

    private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Class<?>> classes = new LinkedHashSet<>();
    private final StringBuilder where = new StringBuilder();
    private @Nullable String cause;

    /** Searches through {@code value}. */
    Unwritable(Object value) {
        search("", value);
    }

    /** Returns the way to what cannot be written, the cause and the remedy; empty where nothing was found. */
    Optional<String> reason() {
        return Optional.ofNullable(cause);
    }

    /** Returns the classes that were met. */
    Set<Class<?>> classes() {
        return classes;
    }

    private boolean search(String label, @Nullable Object value) {
        if (value == null) {
            return false;
        }
        classes.add(value.getClass());
        if (value instanceof String || value instanceof Enum<?>) {
            return false;
        }
        int length = where.length();
        where.append(label);
        boolean found = found(value);
        where.setLength(length);
        return found;
    }

    private boolean found(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)
                || value instanceof Float small && !Float.isFinite(small)
                || value instanceof OptionalDouble perhaps && !Double.isFinite(perhaps.orElse(0))) {
            return because(
                    "is NaN or infinite, for which JSON has no number; store null or a text in its place, or use the"
                            + " serializer jackson, msgpack or java");
        }
        boolean holdsOthers = value instanceof Map<?, ?>
                || value instanceof Collection<?>
                || value instanceof Optional<?>
                || value.getClass().isArray()
                || Beans.isBean(value.getClass());
        if (!holdsOthers) {
            return false;
        }
        if (!around.add(value) || around.size() > MAX_DEPTH) {
            return because(
                    "holds itself, or is nested too deep; break the circle, mark the way back @JsonbTransient, or use"
                            + " the serializer java");
        }
        boolean found = within(value);
        around.remove(value);
        return found;
    }

    private boolean within(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().anyMatch(key -> search(" (a key of it)", key))
                    || map.values().stream().anyMatch(mapped -> search(" (a value in it)", mapped));
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().anyMatch(element -> search(" (an element of it)", element));
        }
        if (value instanceof Optional<?> optional) {
            return search("", optional.orElse(null));
        }
        if (value.getClass().isArray()) {
            return array(value);
        }
        return properties(value);
    }

    private boolean array(Object value) {
        Class<?> element = value.getClass().getComponentType();
        if (element.isPrimitive() && element != double.class && element != float.class) {
            return false;
        }
        for (int i = 0; i < Array.getLength(value); i++) {
            if (search(" (an element of it)", Array.get(value, i))) {
                return true;
            }
        }
        return false;
    }

    private boolean properties(Object bean) {
        for (Map.Entry<String, Method> reader : Beans.readers(bean.getClass()).entrySet()) {
            if (isWritten(bean.getClass(), reader.getKey(), reader.getValue())
                    && property(reader.getKey(), reader.getValue(), bean)) {
                return true;
            }
        }
        for (Field field : bean.getClass().getFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Beans.isAnnotated(field) && publicField(field, bean)) {
                return true;
            }
        }
        return false;
    }

    /** Leaves alone what is not written, and what an adapter may write in its own way. */
    private static boolean isWritten(Class<?> type, String name, AnnotatedElement reader) {
        if (Beans.isSteered(type) || reader.isAnnotationPresent(JsonbTransient.class)) {
            return false;
        }
        try {
            return !Beans.leavesOut(type.getDeclaredField(name));
        } catch (NoSuchFieldException e) {
            return true;
        }
    }

    private boolean property(String name, Method reader, Object bean) {
        try {
            reader.setAccessible(true);
            return search("." + name, reader.invoke(bean));
        } catch (InvocationTargetException e) {
            where.append('.').append(name);
            return because(
                    "its getter throws " + e.getTargetException().getClass().getTypeName()
                            + "; let it return something, or mark it @JsonbTransient");
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    private boolean publicField(Field field, Object bean) {
        try {
            return search("." + field.getName(), field.get(bean));
        } catch (IllegalAccessException e) {
            return false;
        }
    }

    private boolean because(String text) {
        String way = where.length() > LONGEST_WAY ? where.substring(0, LONGEST_WAY) + " …" : where.toString();
        cause = way + ": " + text;
        return true;
    }
}
