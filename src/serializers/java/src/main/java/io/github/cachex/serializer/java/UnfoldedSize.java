// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.java;

import java.io.InvalidObjectException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many objects those would be that a stream makes, if none were shared. Whoever asks a list for its hash visits each of its
 * elements as often as it is in it: twenty lists that hold each other thirty times are a stream of 2.5 KB, and no end. So each
 * object is counted as it is made, before a set or a map can ask for its hash. For one stream.
 */
final class UnfoldedSize {
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return readable(type);
        }
    };

    private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();
    private final long most;

    /** Creates one that refuses an object which unfolds into more than {@code most}. */
    UnfoldedSize(long most) {
        this.most = most;
    }

    /** Takes note of {@code made}. */
    void count(Object made) throws InvalidObjectException {
        long size = 1;
        if (!made.getClass().isArray() && !made.getClass().getName().startsWith("java.")) {
            // Also where it is a collection: what it does when it is asked is the application's.
            for (Field field : FIELDS.get(made.getClass())) {
                size += of(value(field, made));
            }
        } else if (made instanceof Collection<?> collection) {
            for (Object element : collection) {
                size += of(element);
            }
        } else if (made instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += of(entry.getKey()) + of(entry.getValue());
            }
        } else if (made instanceof Object[] array) {
            for (Object element : array) {
                size += of(element);
            }
        } else if (made instanceof Map.Entry<?, ?> entry) {
            size += of(entry.getKey()) + of(entry.getValue());
        }
        if (size > most) {
            throw new InvalidObjectException("objects that share others would be more than max-references allows");
        }
        if (size > 1) {
            sizes.put(made, size);
        }
    }

    private long of(@Nullable Object part) {
        return part == null ? 0 : sizes.getOrDefault(part, 1L);
    }

    private static @Nullable Object value(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    /** Returns the fields of {@code type} that may hold other objects; what a module does not open is a single object. */
    private static List<Field> readable(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            Arrays.stream(owner.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .filter(field -> !field.getType().isPrimitive() && field.getType() != String.class)
                    .filter(Field::trySetAccessible)
                    .forEach(fields::add);
        }
        return List.copyOf(fields);
    }
}
