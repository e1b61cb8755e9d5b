// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.SerializedForm;
import io.github.cachex.spi.Serializer;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells forms of types apart, as a serializer sees them: the names and types of the fields of a class and of the classes they are made
 * of, its generic supertypes, and what the serializer says of it. A class that changed between two releases has another fingerprint,
 * so that its old entries count as misses instead of coming back half empty.
 */
final class Fingerprints {
    /** Keys may have types that are made anew for each call. */
    private static final int MAX_KNOWN = 10_000;

    /** Theirs is a form of its own, and no two JDKs or servers side by side are to differ by it. */
    private static final List<String> PLATFORM = List.of("java.", "javax.", "jakarta.");

    private final Serializer serializer;
    private final Map<Type, Long> known = new ConcurrentHashMap<>();

    /** Creates one for values that {@code serializer} writes. */
    Fingerprints(Serializer serializer) {
        this.serializer = serializer;
    }

    /** Returns how many fingerprints are kept. */
    int known() {
        return known.size();
    }

    long of(Type type) {
        Long fingerprint = known.get(type);
        if (fingerprint == null) {
            StringBuilder form = new StringBuilder(type.getTypeName()).append(serializer.settings());
            new Description(form).add(type);
            fingerprint = Hash.of(form);
            if (known.size() < MAX_KNOWN) {
                known.put(type, fingerprint);
            }
        }
        return fingerprint;
    }

    /** The text of one type; each class in it once. */
    private final class Description {
        private final StringBuilder text;
        private final Set<Type> described = new HashSet<>();

        Description(StringBuilder text) {
            this.text = text;
        }

        void add(Type type) {
            if (type instanceof ParameterizedType generic) {
                add(generic.getRawType());
                addAll(generic.getActualTypeArguments());
            } else if (type instanceof GenericArrayType array) {
                add(array.getGenericComponentType());
            } else if (type instanceof WildcardType wildcard) {
                addAll(wildcard.getUpperBounds());
            } else if (type instanceof TypeVariable<?> variable) {
                if (described.add(variable)) {
                    addAll(variable.getBounds());
                }
            } else if (type instanceof Class<?> plain) {
                addClass(plain);
            }
        }

        private void addAll(Type[] types) {
            for (Type type : types) {
                add(type);
            }
        }

        private void addClass(Class<?> type) {
            if (type.isArray()) {
                addClass(type.getComponentType());
                return;
            }
            if (isOfThePlatform(type) || !described.add(type)) {
                return;
            }
            text.append('|').append(type.getName());
            SerializedForm form = serializer.form(type);
            text.append(form.text());
            if (type.isEnum()) {
                for (Object constant : type.getEnumConstants()) {
                    text.append(';').append(((Enum<?>) constant).name());
                }
                return;
            }
            addFields(type);
            Type above = type.getGenericSuperclass();
            if (above != null) {
                addAbove(above);
            }
            for (Type implemented : type.getGenericInterfaces()) {
                addAbove(implemented);
            }
            if (type.isSealed()) {
                addAll(type.getPermittedSubclasses());
            }
            form.parts().stream().sorted(Comparator.comparing(Class::getName)).forEach(this::addClass);
        }

        private void addFields(Class<?> type) {
            Field[] fields = Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers())
                            && !Modifier.isTransient(field.getModifiers())
                            && !field.isSynthetic())
                    .sorted(Comparator.comparing(Field::getName))
                    .toArray(Field[]::new);
            for (Field field : fields) {
                text.append(';')
                        .append(field.getName())
                        .append(':')
                        .append(field.getGenericType().getTypeName());
            }
            for (Field field : fields) {
                add(field.getGenericType());
            }
        }

        /** What a supertype is given for its variables is part of its form; else its name is that of the class. */
        private void addAbove(Type type) {
            if (type instanceof ParameterizedType) {
                text.append('<').append(type.getTypeName());
            }
            add(type);
        }

        private boolean isOfThePlatform(Class<?> type) {
            return type.isPrimitive()
                    || type.getClassLoader() == null
                    || PLATFORM.stream().anyMatch(type.getName()::startsWith);
        }
    }
}
