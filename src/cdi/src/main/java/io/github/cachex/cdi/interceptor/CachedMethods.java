// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.SettingInForce;
import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.MethodNames;
import io.github.cachex.cdi.plan.Planner;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.core.engine.MethodCache;
import io.github.cachex.core.engine.NamedCache;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The annotated methods of an application, each with its plans and its caches. Thread-safe. */
public final class CachedMethods {
    private final CacheEngine engine;
    private volatile Planner planner;
    private final PlanCache<Optional<CachedMethod>> fetches = new PlanCache<>(
            (bean, method) -> plan(bean, method, CacheAnnotation.FETCH).filter(this::isOn));
    private final PlanCache<Optional<CachedMethod>> renewals =
            new PlanCache<>((bean, method) -> plan(bean, method, CacheAnnotation.FETCH));
    private final PlanCache<Optional<CachedMethod>> puts =
            new PlanCache<>((bean, method) -> plan(bean, method, CacheAnnotation.PUT));
    private final PlanCache<List<MethodInvalidation>> invalidations = new PlanCache<>(this::invalidations);
    private final Map<String, KeptTexts> texts = new ConcurrentHashMap<>();

    /** Creates one whose values go to the caches of {@code engine}. */
    public CachedMethods(CacheEngine engine, Planner planner) {
        this.engine = engine;
        this.planner = planner;
    }

    /** Returns what is fetched; empty for a method that runs plainly, since it or its cache is switched off, or closed. */
    PlanCache<Optional<CachedMethod>> fetches() {
        return fetches;
    }

    /** Returns what is fetched anew, which is put; empty where its cache is closed. */
    PlanCache<Optional<CachedMethod>> renewals() {
        return renewals;
    }

    /** Returns what is put; empty likewise. */
    PlanCache<Optional<CachedMethod>> puts() {
        return puts;
    }

    /** Returns what is invalidated; empty likewise. */
    PlanCache<List<MethodInvalidation>> invalidations() {
        return invalidations;
    }

    /** Returns what methods keep in the cache {@code name} beside their values. */
    public KeptTexts texts(String name) {
        return texts.computeIfAbsent(
                name,
                first -> new KeptTexts(
                        name,
                        engine.cache(name).methods(),
                        engine.configuration().cache(name)));
    }

    /** Returns the methods whose plans were made so far, by bean class. */
    public Map<Class<?>, Set<Method>> known() {
        Map<Class<?>, Set<Method>> known = new LinkedHashMap<>();
        for (PlanCache<?> asked : List.of(fetches, renewals, puts, invalidations)) {
            asked.each((bean, method) ->
                    known.computeIfAbsent(bean, first -> new LinkedHashSet<>()).add(method));
        }
        return known;
    }

    /** Returns what annotations say of these methods, as far as nothing overrides it; sorted by key. */
    public List<SettingInForce> settings() {
        List<SettingInForce> settings = new ArrayList<>();
        known().forEach((bean, methods) -> methods.forEach(method -> settings.addAll(planner.annotated(bean, method))));
        settings.sort(Comparator.comparing(SettingInForce::key));
        return settings;
    }

    /** Has all plans made anew, by {@code planner}. */
    public void planAnew(Planner planner) {
        this.planner = planner;
        fetches.forget();
        renewals.forget();
        puts.forget();
        invalidations.forget();
        texts.clear();
    }

    /** Returns whether {@code method} of {@code bean} fetches and is switched off, or its cache is. */
    public boolean isOff(Class<?> bean, Method method) {
        return renewals.of(bean, method).filter(fetch -> !isOn(fetch)).isPresent();
    }

    /** Returns the name of the cache of what {@code method} of {@code bean} fetches; empty where it does not. */
    public Optional<String> cacheOf(Class<?> bean, Method method) {
        return renewals.of(bean, method).map(fetch -> fetch.plan().cache());
    }

    private boolean isOn(CachedMethod method) {
        return method.plan().isOn()
                && engine.configuration().switches().isOn(method.plan().cache());
    }

    private Optional<CachedMethod> plan(Class<?> bean, Method method, CacheAnnotation kind) {
        return engine.isClosed()
                ? Optional.empty()
                : planner.plan(bean, method, kind)
                        .map(plan -> new CachedMethod(
                                cache(plan.cache(), bean, method, kind), plan, warnings(bean, method)));
    }

    /** Returns the cache {@code name} as {@code method} sees it, whose fetches are counted apart. */
    private MethodCache cache(String name, Class<?> bean, Method method, CacheAnnotation kind) {
        NamedCache cache = engine.cache(name);
        return kind == CacheAnnotation.FETCH ? cache.methods(MethodNames.of(bean, method)) : cache.methods();
    }

    private List<MethodInvalidation> invalidations(Class<?> bean, Method method) {
        return engine.isClosed()
                ? List.of()
                : planner.invalidations(bean, method).stream()
                        .map(plan -> new MethodInvalidation(
                                engine.cache(plan.cache()).methods(), plan, warnings(bean, method)))
                        .toList();
    }

    private static CallWarnings warnings(Class<?> bean, Method method) {
        return new CallWarnings(MethodNames.of(bean, method));
    }
}
