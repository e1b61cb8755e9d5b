// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.Kind;
import io.github.cachex.cdi.plan.Planner;
import io.github.cachex.core.engine.CacheEngine;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** The annotated methods of an application, each with its plans and its caches. Thread-safe. */
public final class CachedMethods {
    private final CacheEngine engine;
    private final Planner planner;
    private final Asked<Optional<CachedMethod>> fetches = new Asked<>((bean, method) -> plan(bean, method, Kind.FETCH));
    private final Asked<Optional<CachedMethod>> puts = new Asked<>((bean, method) -> plan(bean, method, Kind.PUT));
    private final Asked<List<Drop>> drops = new Asked<>(this::drops);

    /** Creates one whose values go to the caches of {@code engine}. */
    public CachedMethods(CacheEngine engine, Planner planner) {
        this.engine = engine;
        this.planner = planner;
    }

    /** Returns what is fetched; empty for a method that runs plainly, since nothing is to be cached. */
    Asked<Optional<CachedMethod>> fetches() {
        return fetches;
    }

    /** Returns what is put; empty likewise. */
    Asked<Optional<CachedMethod>> puts() {
        return puts;
    }

    /** Returns what is dropped; empty likewise. */
    Asked<List<Drop>> drops() {
        return drops;
    }

    private boolean isIdle() {
        return !engine.configuration().enabled() || engine.isClosed();
    }

    private Optional<CachedMethod> plan(Class<?> bean, Method method, Kind kind) {
        return isIdle()
                ? Optional.empty()
                : planner.plan(bean, method, kind).map(plan -> new CachedMethod(engine.cache(plan.cache()), plan));
    }

    private List<Drop> drops(Class<?> bean, Method method) {
        return isIdle()
                ? List.of()
                : planner.drops(bean, method).stream()
                        .map(plan -> new Drop(engine.cache(plan.cache()), plan))
                        .toList();
    }
}
