// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names methods: for messages, and for the cache that belongs to one method alone. */
public final class MethodNames {
    private MethodNames() {}

    /** Returns {@code com.acme.Posts.find} for messages; overloaded methods with the types of their parameters. */
    public static String of(Class<?> bean, Method method) {
        return cache(bean, method).replace(",", ", ");
    }

    /** Returns the same without blanks: the name of a cache that nobody named. */
    static String cache(Class<?> bean, Method method) {
        String name = bean.getName() + '.' + method.getName();
        return isOverloaded(bean, method)
                ? name
                        + Arrays.stream(method.getParameterTypes())
                                .map(Type::getTypeName)
                                .collect(Collectors.joining(",", "(", ")"))
                : name;
    }

    private static boolean isOverloaded(Class<?> bean, Method method) {
        Set<String> signatures = new HashSet<>();
        signatures.add(signature(method));
        collect(bean, method.getName(), signatures);
        if (method.isDefault()) {
            // What a class declares has been named without regard to interfaces, and names of caches are to stay.
            Arrays.stream(bean.getMethods())
                    .filter(other -> other.isDefault() && other.getName().equals(method.getName()))
                    .forEach(other -> signatures.add(signature(other)));
        }
        return signatures.size() > 1;
    }

    private static void collect(@Nullable Class<?> type, String name, Set<String> signatures) {
        if (type == null || type == Object.class) {
            return;
        }
        for (Method declared : type.getDeclaredMethods()) {
            if (declared.getName().equals(name) && !declared.isBridge() && !declared.isSynthetic()) {
                signatures.add(signature(declared));
            }
        }
        collect(type.getSuperclass(), name, signatures);
    }

    private static String signature(Method method) {
        return Arrays.toString(method.getParameterTypes());
    }
}
