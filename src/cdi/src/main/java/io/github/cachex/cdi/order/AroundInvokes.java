// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import jakarta.interceptor.AroundInvoke;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the methods of a bean's class and its superclasses that intercept its other methods. */
final class AroundInvokes {
    private AroundInvokes() {}

    static List<CodeBehindCache> of(Class<?> bean) {
        List<CodeBehindCache> found = new ArrayList<>();
        Set<List<Object>> overridden = new HashSet<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Method method : declared(type)) {
                boolean hidden = Modifier.isPrivate(method.getModifiers());
                boolean first =
                        hidden || overridden.add(List.of(method.getName(), Arrays.asList(method.getParameterTypes())));
                if (first && method.isAnnotationPresent(AroundInvoke.class)) {
                    found.add(CodeBehindCache.aroundInvoke(type.getName(), method.getName()));
                }
            }
        }
        return found;
    }

    private static List<Method> declared(Class<?> type) {
        try {
            return Arrays.stream(type.getDeclaredMethods())
                    .sorted(Comparator.comparing(Method::getName))
                    .toList();
        } catch (LinkageError e) {
            // A class whose optional library is not there cannot run its methods either.
            return List.of();
        }
    }
}
