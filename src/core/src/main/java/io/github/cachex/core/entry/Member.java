// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A field of a record or a final class, the accessor of a record that shows it, and the shape of what it can hold. It is looked at
 * whenever a value is stored, so that nothing is boxed for it. Thread-safe.
 */
abstract class Member {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final Field field;
    final MethodHandle held;
    final @Nullable MethodHandle shown;
    final Shape shape;

    private Member(Field field, @Nullable Method accessor, Shape shape, Class<?> readAs) throws IllegalAccessException {
        MethodType reading = MethodType.methodType(readAs, Object.class);
        this.field = field;
        this.held = LOOKUP.unreflectGetter(field).asType(reading);
        this.shown = accessor == null ? null : LOOKUP.unreflect(accessor).asType(reading);
        this.shape = shape;
    }

    /** Returns {@code field}, made accessible before, as a member that {@code accessor} shows, if there is one. */
    static Member of(Field field, @Nullable Method accessor, Shape shape) throws IllegalAccessException {
        Class<?> type = field.getType();
        if (!type.isPrimitive()) {
            return new Reference(field, accessor, shape);
        }
        if (type == boolean.class) {
            return new Truth(field, accessor, shape);
        }
        return type == double.class || type == float.class
                ? new Fraction(field, accessor, shape)
                : new WholeNumber(field, accessor, shape);
    }

    /** Returns whether what {@code owner} holds here was proven by values before it, and its accessor shows just that. */
    final boolean isProven(Object owner) {
        try {
            return isProvenIn(owner);
        } catch (StackOverflowError e) {
            throw e;
        } catch (Throwable e) {
            // An accessor of the application may throw anything.
            return false;
        }
    }

    /** An accessor of the record's own may show something else than the field, and a serializer may go by the accessor. */
    abstract boolean isProvenIn(Object owner) throws Throwable;

    /** Notes that what {@code owner} holds here came back as it was. */
    final void prove(Object owner) {
        try {
            shape.prove(field.get(owner));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Reference extends Member {
        Reference(Field field, @Nullable Method accessor, Shape shape) throws IllegalAccessException {
            super(field, accessor, shape, Object.class);
        }

        @Override
        boolean isProvenIn(Object owner) throws Throwable {
            Object value = (Object) held.invokeExact(owner);
            return (shown == null || (Object) shown.invokeExact(owner) == value) && shape.isProven(value);
        }
    }

    /** A whole number or a character. */
    private static final class WholeNumber extends Member {
        WholeNumber(Field field, @Nullable Method accessor, Shape shape) throws IllegalAccessException {
            super(field, accessor, shape, long.class);
        }

        @Override
        boolean isProvenIn(Object owner) throws Throwable {
            long value = (long) held.invokeExact(owner);
            return (shown == null || (long) shown.invokeExact(owner) == value) && shape.isNumberProven(value == 0);
        }
    }

    private static final class Fraction extends Member {
        Fraction(Field field, @Nullable Method accessor, Shape shape) throws IllegalAccessException {
            super(field, accessor, shape, double.class);
        }

        @Override
        boolean isProvenIn(Object owner) throws Throwable {
            double value = (double) held.invokeExact(owner);
            return !Shape.Plain.isAtTheEdge(value)
                    && (shown == null || Double.compare((double) shown.invokeExact(owner), value) == 0)
                    && shape.isNumberProven(value == 0);
        }
    }

    private static final class Truth extends Member {
        Truth(Field field, @Nullable Method accessor, Shape shape) throws IllegalAccessException {
            super(field, accessor, shape, boolean.class);
        }

        @Override
        boolean isProvenIn(Object owner) throws Throwable {
            boolean value = (boolean) held.invokeExact(owner);
            return (shown == null || (boolean) shown.invokeExact(owner) == value) && shape.isNumberProven(!value);
        }
    }
}
