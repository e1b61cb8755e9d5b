// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a call of a method runs in a class that extends or implements the one that declares it. */
final class Overrides {
    private Overrides() {}

    /** Returns the method that runs when {@code method} of {@code bean}, a supertype or an interface is called on a bean. */
    static Method implementation(Class<?> bean, Method method) {
        if (isHidden(method)) {
            return method;
        }
        Class<?> declaring = method.getDeclaringClass();
        for (Class<?> type = bean; type != null && type != declaring; type = type.getSuperclass()) {
            Optional<Method> override = inClass(type, method);
            if (override.isPresent()) {
                return override.get();
            }
        }
        return declaring.isInterface() ? ofInterfaces(bean, method) : method;
    }

    private static Method ofInterfaces(Class<?> bean, Method method) {
        try {
            Method found = bean.getMethod(method.getName(), method.getParameterTypes());
            return found.isBridge()
                    ? overriding(found.getDeclaringClass(), found).orElse(method)
                    : found;
        } catch (NoSuchMethodException | LinkageError e) {
            return method;
        }
    }

    /** Returns the method of {@code type} that overrides {@code method}, be it through a bridge that the compiler made. */
    private static Optional<Method> inClass(Class<?> type, Method method) {
        return all(type).stream()
                .filter(own -> own.getName().equals(method.getName()))
                .filter(own -> Arrays.equals(own.getParameterTypes(), method.getParameterTypes()))
                .filter(own -> !isHidden(own) && isVisible(method, type))
                // A bridge without a method beside it only makes one of the superclass visible.
                .flatMap(own -> own.isBridge() ? overriding(type, own).stream() : Optional.of(own).stream())
                .findFirst();
    }

    /** Returns the method of {@code type} that {@code bridge} calls; if several could be meant, the bridge, which has its annotations. */
    private static Optional<Method> overriding(Class<?> type, Method bridge) {
        List<Method> called = all(type).stream()
                .filter(own -> !own.isSynthetic() && own.getName().equals(bridge.getName()))
                .filter(own -> own.getParameterCount() == bridge.getParameterCount())
                .filter(own -> bridge.getReturnType().isAssignableFrom(own.getReturnType()))
                .filter(own -> {
                    for (int i = 0; i < own.getParameterCount(); i++) {
                        if (!bridge.getParameterTypes()[i].isAssignableFrom(own.getParameterTypes()[i])) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList();
        return called.size() > 1 ? Optional.of(bridge) : called.stream().findFirst();
    }

    private static boolean isHidden(Method method) {
        return Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers());
    }

    /** Returns whether a method of {@code type} can override {@code method}: one without a modifier stays in its package. */
    private static boolean isVisible(Method method, Class<?> type) {
        return (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                || type.getPackageName().equals(method.getDeclaringClass().getPackageName());
    }

    /** Returns all interfaces of {@code type} and of its superclasses. */
    static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> direct : each.getInterfaces()) {
                interfaces.add(direct);
                interfaces.addAll(interfaces(direct));
            }
        }
        return interfaces;
    }

    /** Returns the methods that {@code type} declares, in a steady order, without those that compilers add. */
    static List<Method> declared(Class<?> type) {
        return all(type).stream().filter(method -> !method.isSynthetic()).toList();
    }

    private static List<Method> all(Class<?> type) {
        try {
            return Arrays.stream(type.getDeclaredMethods())
                    .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
                    .toList();
        } catch (LinkageError e) {
            // A class whose optional library is not there cannot run its methods either.
            return List.of();
        }
    }
}
