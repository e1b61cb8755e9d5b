// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * What one annotation asks of the methods of an application, found out once for each. Thread-safe.
 *
 * @param <P> what it asks
 */
final class Asked<P> {
    private final Map<Class<?>, Of<P>> beans = new ConcurrentHashMap<>();
    private final BiFunction<Class<?>, Method, P> planner;

    Asked(BiFunction<Class<?>, Method, P> planner) {
        this.planner = planner;
    }

    /** Returns what it asks of the class of {@code target}, a bean or a container's subclass of it. */
    Of<P> of(Object target) {
        return beans.computeIfAbsent(BeanClass.of(target), bean -> new Of<>(bean, planner));
    }

    /** What it asks of the methods of one bean class. */
    static final class Of<P> {
        private final Map<Method, P> methods = new ConcurrentHashMap<>();
        private final Class<?> bean;
        private final BiFunction<Class<?>, Method, P> planner;

        private Of(Class<?> bean, BiFunction<Class<?>, Method, P> planner) {
            this.bean = bean;
            this.planner = planner;
        }

        /** Returns what it asks of {@code method}. */
        P of(Method method) {
            P known = methods.get(method);
            return known != null ? known : first(method);
        }

        private P first(Method method) {
            // Outside of the map's locks, since it reads the configuration; of two that come at once the first holds.
            P planned = planner.apply(bean, method);
            P other = methods.putIfAbsent(method, planned);
            return other == null ? planned : other;
        }
    }
}
