// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.KeyText;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way from an argument to the part of it that a template names: {@code user.address.city}. Immutable. */
final class PropertyPath {
    private final Class<?> start;
    private final List<Method> steps = new ArrayList<>();
    private final Type leaf;

    /**
     * Follows {@code names} from an argument of type {@code start}.
     *
     * @throws CacheKeyException when there is no such property, or its values cannot take part in a key
     */
    PropertyPath(Type start, Class<?> declared, List<String> names) {
        this.start = declared;
        Type type = start;
        Class<?> owner = declared;
        for (String name : names) {
            Method step = step(owner, name);
            steps.add(step);
            type = step.getGenericReturnType();
            owner = step.getReturnType();
        }
        leaf = type;
        Optional<String> offender = ValueTypes.offender(leaf);
        if (offender.isPresent()) {
            throw new CacheKeyException("is of type " + leaf.getTypeName() + ", and values of type " + offender.get()
                    + " do not say what they are; name a property of it that does, such as an id");
        }
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
        } catch (RuntimeException e) {
            throw new CacheKeyException(
                    "cannot be read (" + e.getMessage() + "); open its package to io.github.cachex.core");
        }
    }

    /** Returns whether it is the argument itself. */
    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Appends what lies at the end of the path from {@code argument}. */
    void append(StringBuilder id, @Nullable Object argument) {
        if (steps.isEmpty()) {
            KeyText.append(id, start, argument);
            return;
        }
        Object value = argument;
        for (int i = 0; i < steps.size(); i++) {
            if (value == null) {
                // Not %N: no user is another argument than a user whose id is null.
                id.append("%n").append(i);
                return;
            }
            value = invoke(steps.get(i), value);
        }
        KeyText.append(id, steps.get(steps.size() - 1).getReturnType(), value);
    }

    private static @Nullable Object invoke(Method step, Object owner) {
        try {
            return step.invoke(owner);
        } catch (InvocationTargetException e) {
            throw new CacheKeyException(Methods.text(step) + " failed while a key was made: " + e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new CacheKeyException(Methods.text(step) + " cannot be called to make a key: " + e);
        }
    }
}
