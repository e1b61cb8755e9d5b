// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;

/** Tells whether a decorator stands before a method of the bean that it decorates. */
final class Decorations {
    private Decorations() {}

    /**
     * Returns whether {@code decorator} has a method for {@code method}. Its type parameters may be bound otherwise, so that
     * names and numbers of parameters decide: in doubt it has one.
     */
    static boolean includes(Class<?> decorator, Method method) {
        return Stream.<Class<?>>iterate(decorator, type -> type != null && type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(own -> !Modifier.isAbstract(own.getModifiers()) && !Modifier.isStatic(own.getModifiers()))
                .anyMatch(own -> own.getName().equals(method.getName())
                        && own.getParameterCount() == method.getParameterCount());
    }
}
