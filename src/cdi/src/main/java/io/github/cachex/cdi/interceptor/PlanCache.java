// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.MethodNames;
import io.github.cachex.core.fault.Faults;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * What one annotation asks of the methods of an application, found out once for each and again after {@link #forget}.
 * Thread-safe.
 *
 * @param <P> what it asks
 */
final class PlanCache<P> {
    private final Map<Class<?>, Of<P>> beans = new ConcurrentHashMap<>();
    private final BiFunction<Class<?>, Method, P> planner;
    private final AtomicInteger edition = new AtomicInteger();
    private final Faults faults = new Faults();

    PlanCache(BiFunction<Class<?>, Method, P> planner) {
        this.planner = planner;
    }

    /** Returns what it asks of the class of {@code target}, a bean or a container's subclass of it. */
    Of<P> of(Object target) {
        return of(BeanClass.of(target));
    }

    private Of<P> of(Class<?> bean) {
        return beans.computeIfAbsent(bean, first -> new Of<>(first, this));
    }

    /** Returns what it asks of {@code method} of {@code bean}. */
    P of(Class<?> bean, Method method) {
        return of(bean).of(method);
    }

    /** Has everything found out anew when it is next asked for. */
    void forget() {
        edition.incrementAndGet();
        beans.values().forEach(known -> known.methods.clear());
    }

    /** Tells {@code visitor} the methods for which it was found out, each with its bean class. */
    void each(BiConsumer<Class<?>, Method> visitor) {
        beans.forEach((bean, known) -> known.methods.keySet().forEach(method -> visitor.accept(bean, method)));
    }

    /** What it asks of the methods of one bean class. */
    static final class Of<P> {
        private final Map<Method, P> methods = new ConcurrentHashMap<>();
        private final Class<?> bean;
        private final PlanCache<P> all;

        private Of(Class<?> bean, PlanCache<P> all) {
            this.bean = bean;
            this.all = all;
        }

        /** Returns what it asks of {@code method}. */
        P of(Method method) {
            P known = methods.get(method);
            return known != null ? known : first(method);
        }

        /** Logs once that this cannot be told of {@code method}, so that a call is not cached. */
        void report(Method method, Throwable failure) {
            all.faults.report(
                    MethodNames.of(bean, method)
                            + ": a call is not cached, since its annotations or settings cannot be read",
                    failure);
        }

        private P first(Method method) {
            while (true) {
                int edition = all.edition.get();
                // Outside of the map's locks, since it reads the configuration; of two that come at once the first
                // holds.
                P planned = all.planner.apply(bean, method);
                P other = methods.putIfAbsent(method, planned);
                if (edition == all.edition.get()) {
                    return other == null ? planned : other;
                }
                // Perhaps made before all was forgotten, and put there afterwards.
                methods.remove(method, planned);
            }
        }
    }
}
