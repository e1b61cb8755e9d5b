// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.Kind;
import io.github.cachex.cdi.plan.Planner;
import io.github.cachex.core.engine.CacheEngine;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The annotated methods of an application, each with its plan and its cache. Thread-safe. */
public final class CachedMethods {
    private record Place(Class<?> bean, Kind kind) {}

    private final CacheEngine engine;
    private final Planner planner;
    private final Map<Place, Map<Method, Optional<CachedMethod>>> known = new ConcurrentHashMap<>();

    /** Creates one whose values go to the caches of {@code engine}. */
    public CachedMethods(CacheEngine engine, Planner planner) {
        this.engine = engine;
        this.planner = planner;
    }

    /** Returns the methods of the class of {@code target}, a bean or a container's subclass of it, as they were asked for. */
    Map<Method, Optional<CachedMethod>> of(Object target, Kind kind) {
        return known.computeIfAbsent(new Place(BeanClass.of(target), kind), first -> new ConcurrentHashMap<>());
    }

    /** Returns what {@code kind} asks of {@code method}; empty when it runs plainly, since nothing is to be cached. */
    Optional<CachedMethod> plan(Object target, Method method, Kind kind) {
        if (!engine.configuration().enabled() || engine.isClosed()) {
            return Optional.empty();
        }
        return planner.plan(BeanClass.of(target), method, kind)
                .map(plan -> new CachedMethod(engine.cache(plan.cache()), plan));
    }
}
