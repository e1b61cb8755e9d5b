// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What callers can see of the objects of a class, and what they cannot. Immutable, thread-safe. */
final class VisibleState {
    private static final ClassValue<VisibleState> KNOWN = new ClassValue<>() {
        @Override
        protected VisibleState computeValue(Class<?> type) {
            return new VisibleState(type);
        }
    };

    /** What collections show of themselves, in this release of Java or a later one. */
    private static final Set<String> OF_CONTAINERS = Set.of("isEmpty", "getFirst", "getLast");

    private final List<Property> properties = new ArrayList<>();
    private final List<Property> hidden = new ArrayList<>();
    private final List<Method> otherAccessors = new ArrayList<>();
    private final boolean equal;
    private boolean opaque;

    private VisibleState(Class<?> type) {
        equal = isOverridden(type, "equals", Object.class);
        List<Method> accessors = accessors(type);
        Set<Method> taken = new HashSet<>();
        Class<?> owner = type;
        for (; owner != null && !isOfJdk(owner); owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    add(field, accessors, taken);
                }
            }
        }
        // What a class of the JDK holds is not ours to open.
        opaque |= owner == null ? false : Throwable.class.isAssignableFrom(owner);
        accessors.stream()
                .filter(accessor -> !taken.contains(accessor) && isGetter(accessor.getName()))
                .filter(VisibleState::opens)
                .forEach(otherAccessors::add);
    }

    private void add(Field field, List<Method> accessors, Set<Method> taken) {
        Method accessor = field.isSynthetic()
                ? null
                : accessors.stream()
                        .filter(method -> shows(method, field))
                        .findFirst()
                        .orElse(null);
        if (accessor != null) {
            taken.add(accessor);
        }
        boolean shown = accessor != null && opens(accessor);
        boolean readable = opens(field);
        if (shown || readable && Modifier.isPublic(field.getModifiers())) {
            properties.add(new Property(field, readable, shown ? accessor : null));
        } else if (readable) {
            hidden.add(new Property(field, true, null));
        } else {
            opaque = true;
        }
    }

    static VisibleState of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** Returns whether {@code type} belongs to the JDK. */
    static boolean isOfJdk(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("sun.")
                || name.startsWith("jdk.")
                || name.startsWith("com.sun.");
    }

    /** Returns whether objects of {@code type} hold nothing, so that one is as good as another. */
    static boolean hasNoState(Class<?> type) {
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            if (Stream.of(owner.getDeclaredFields()).anyMatch(field -> !Modifier.isStatic(field.getModifiers()))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the name of the property that the accessor {@code method} shows. */
    static String property(String method) {
        int start = method.startsWith("get") ? 3 : method.startsWith("is") ? 2 : 0;
        return start == 0 || !isGetter(method)
                ? method
                : Character.toLowerCase(method.charAt(start)) + method.substring(start + 1);
    }

    List<Property> properties() {
        return properties;
    }

    List<Property> hidden() {
        return hidden;
    }

    /** Returns getters that belong to no field by name. */
    List<Method> otherAccessors() {
        return otherAccessors;
    }

    /** Returns whether there may be state that cannot be read here. */
    boolean isOpaque() {
        return opaque;
    }

    boolean hasEquals() {
        return equal;
    }

    /** Returns whether a collection or map of this class shows more than any other does. */
    boolean showsMoreThanElements() {
        return !properties.isEmpty()
                || otherAccessors.stream().map(Method::getName).anyMatch(name -> !OF_CONTAINERS.contains(name));
    }

    private static boolean isOverridden(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static List<Method> accessors(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getParameterCount() == 0
                        && method.getReturnType() != void.class
                        && method.getDeclaringClass() != Object.class
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic())
                .filter(method -> !isOfJdk(method.getDeclaringClass())
                        || Throwable.class.isAssignableFrom(method.getDeclaringClass()))
                .toList();
    }

    private static boolean isGetter(String name) {
        return name.startsWith("get") && name.length() > 3 || name.startsWith("is") && name.length() > 2;
    }

    private static boolean shows(Method method, Field field) {
        String name = method.getName();
        return isGetter(name) && isSameProperty(property(name), field.getName())
                || name.equals(field.getName())
                        && (method.getReturnType().isAssignableFrom(field.getType())
                                || field.getType().isAssignableFrom(method.getReturnType())
                                || method.getReturnType() == Optional.class);
    }

    private static boolean isSameProperty(String property, String field) {
        return property.equals(field)
                || !field.isEmpty() && property.equals(Character.toLowerCase(field.charAt(0)) + field.substring(1));
    }

    private static boolean opens(AccessibleObject member) {
        try {
            return member.trySetAccessible();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** A field, and the accessor that shows it, if any does. */
    static final class Property {
        private final Field field;
        private final boolean readable;
        private final @Nullable Method accessor;
        private final String label;

        Property(Field field, boolean readable, @Nullable Method accessor) {
            this.field = field;
            this.readable = readable;
            this.accessor = accessor;
            this.label = "." + field.getName();
        }

        String label() {
            return label;
        }

        Type type() {
            return field.getGenericType();
        }

        @Nullable
        Method accessor() {
            return accessor;
        }

        boolean isReadable() {
            return readable;
        }

        Field field() {
            return field;
        }

        @Nullable
        Object read(Object owner) {
            try {
                return field.get(owner);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns whether it holds the same primitive in both, compared without boxes. */
        boolean isSamePrimitive(Object value, Object back) {
            if (!readable || !field.getType().isPrimitive()) {
                return false;
            }
            try {
                Class<?> type = field.getType();
                if (type == int.class) {
                    return field.getInt(value) == field.getInt(back);
                }
                if (type == long.class) {
                    return field.getLong(value) == field.getLong(back);
                }
                if (type == boolean.class) {
                    return field.getBoolean(value) == field.getBoolean(back);
                }
                if (type == double.class) {
                    return Double.doubleToLongBits(field.getDouble(value))
                            == Double.doubleToLongBits(field.getDouble(back));
                }
                return Objects.equals(field.get(value), field.get(back));
            } catch (IllegalAccessException e) {
                return false;
            }
        }

        /** Returns whether both may hold something different; nothing is opened for that. */
        boolean mayDiffer(Object value, Object back) {
            if (!readable) {
                return true;
            }
            Object one = read(value);
            Object other = read(back);
            return one != other && (one == null || other == null || !PlainValues.isPlain(one) || !one.equals(other));
        }
    }
}
