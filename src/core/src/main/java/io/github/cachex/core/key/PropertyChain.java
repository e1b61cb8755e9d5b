// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.core.fault.Faults;
import io.github.cachex.error.CacheKeyException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way from a value to what one of its properties holds: {@code address.city}. Immutable. */
public final class PropertyChain {
    private final List<Method> steps = new ArrayList<>();
    private final Type type;
    private final Class<?> raw;

    /**
     * Follows {@code names} from a value of type {@code start}, whose class is {@code declared}; no names lead to the value itself.
     *
     * @throws CacheKeyException when there is no such property
     */
    public PropertyChain(Type start, Class<?> declared, List<String> names) {
        Type reached = start;
        Class<?> owner = declared;
        for (String name : names) {
            Method step = step(owner, name);
            steps.add(step);
            reached = GenericTypes.within(reached).resolve(step.getGenericReturnType());
            owner = GenericTypes.raw(reached, step.getReturnType());
        }
        type = reached;
        raw = owner;
    }

    private static Method step(Class<?> owner, String name) {
        String capital = name.isEmpty() ? "" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
        for (String candidate : List.of(name, "get" + capital, "is" + capital)) {
            Optional<Method> step = accessor(owner, candidate);
            if (step.isPresent()) {
                return step.get();
            }
        }
        throw new CacheKeyException("has no property '" + name + "' in " + owner.getTypeName()
                + "; it needs a public method " + name + "() or get" + capital + "()");
    }

    private static Optional<Method> accessor(Class<?> owner, String name) {
        try {
            Method method = owner.getMethod(name);
            if (Modifier.isStatic(method.getModifiers())
                    || method.getReturnType() == void.class
                    || method.getDeclaringClass() == Object.class
                    || name.equals("hashCode")) {
                return Optional.empty();
            }
            // A public method of a class that is not: records beside a bean, for instance.
            if (!Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
                method.setAccessible(true);
            }
            return Optional.of(method);
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            throw new CacheKeyException(
                    "cannot be read (" + e.getMessage() + "); open its package to io.github.cachex.core");
        }
    }

    /** Returns the type of what lies at its end. */
    public Type type() {
        return type;
    }

    /** Returns the class of what lies at its end, as far as that is declared. */
    public Class<?> raw() {
        return raw;
    }

    /** Returns its steps in order. */
    List<Method> steps() {
        return steps;
    }

    /**
     * Returns what lies at its end from {@code start}; null where something on the way is null.
     *
     * @throws CacheKeyException when a property cannot be read
     */
    public @Nullable Object read(@Nullable Object start) {
        Object value = start;
        for (Method step : steps) {
            if (value == null) {
                return null;
            }
            value = invoke(step, value);
        }
        return value;
    }

    static @Nullable Object invoke(Method step, Object owner) {
        try {
            return step.invoke(owner);
        } catch (InvocationTargetException e) {
            throw caused(Methods.text(step) + " failed while it was read: " + e.getCause(), e.getCause());
        } catch (Throwable e) {
            throw caused(Methods.text(step) + " cannot be called: " + e, e);
        }
    }

    private static CacheKeyException caused(String problem, @Nullable Throwable cause) {
        if (cause != null) {
            Faults.keepInterrupt(cause);
        }
        return new CacheKeyException(problem, cause);
    }
}
