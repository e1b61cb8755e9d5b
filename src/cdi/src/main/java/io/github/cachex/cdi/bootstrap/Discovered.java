// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an extension met on its way through the application. */
final class Discovered {
    private static final Comparator<Class<?>> BY_NAME = Comparator.comparing(Class::getName);

    private final Set<Class<?>> annotated = new TreeSet<>(BY_NAME);
    private final Set<Class<?>> beans = new TreeSet<>(BY_NAME);
    private final Map<Class<?>, String> scopes = new HashMap<>();
    private final Map<Class<?>, Set<Method>> seen = new HashMap<>();
    private final Map<String, String> injectedCaches = new TreeMap<>();
    private boolean looksUpCaches;
    private final ProducedObjects produced = new ProducedObjects();

    /** Notes a class that carries our annotations, bean or not. */
    void annotated(Class<?> type) {
        annotated.add(type);
    }

    /** Notes the class of a bean, and the name of its scope's annotation. */
    void bean(Class<?> type, String scope) {
        beans.add(type);
        scopes.put(type, scope);
    }

    /** Notes which methods of a bean's class the container looks at; where nobody says so, it looks at all. */
    void seen(Class<?> type, Set<Method> methods) {
        seen.computeIfAbsent(type, first -> new HashSet<>()).addAll(methods);
    }

    /** Notes a producer: a method or a field. */
    void producer(Member member) {
        ProducerReader.read(member).ifPresent(produced::add);
    }

    /** Notes that the cache {@code name} is injected at {@code place}. */
    void injectedCache(String place, String name) {
        injectedCaches.put(place, name);
    }

    /** Notes that some bean looks caches up by names that nobody knows before. */
    void looksUpCache() {
        looksUpCaches = true;
    }

    boolean looksUpCaches() {
        return looksUpCaches;
    }

    /** Returns the classes whose annotated methods are intercepted: those of beans, and of objects that producers have wrapped. */
    Set<Class<?>> beans() {
        Set<Class<?>> all = new TreeSet<>(BY_NAME);
        all.addAll(beans);
        all.addAll(produced.wrapped());
        return all;
    }

    /** Returns the annotated methods of {@code bean} that the container looks at. */
    List<Method> methods(Class<?> bean) {
        return AnnotatedMethods.of(bean).stream()
                .filter(method -> isSeen(bean, method))
                .toList();
    }

    /** Returns the annotated default methods of interfaces that {@code bean} inherits and the container leaves out. */
    List<Method> unseenDefaults(Class<?> bean) {
        return AnnotatedMethods.of(bean).stream()
                .filter(method -> method.isDefault() && !isSeen(bean, method))
                .toList();
    }

    private boolean isSeen(Class<?> bean, Method method) {
        Set<Method> known = seen.get(bean);
        return known == null || known.contains(method) || !method.isDefault();
    }

    /** Returns the scope of {@code bean} where it has an instance for each of several users. */
    Optional<String> scopeOfMany(Class<?> bean) {
        return Optional.ofNullable(scopes.get(bean)).filter(scope -> InstanceState.isOfMany(bean, scope));
    }

    ProducedObjects produced() {
        return produced;
    }

    /** Returns the names of injected caches by the place where they are. */
    Map<String, String> injectedCaches() {
        return injectedCaches;
    }

    /** Returns the annotated classes that are neither beans nor superclasses of beans, nor made by producers. */
    Set<Class<?>> strangers() {
        Set<Class<?>> known = new HashSet<>(produced.types());
        known.addAll(beans);
        for (Class<?> bean : beans) {
            for (Class<?> type = bean.getSuperclass(); type != null; type = type.getSuperclass()) {
                known.add(type);
            }
        }
        Set<Class<?>> strangers = new TreeSet<>(BY_NAME);
        strangers.addAll(annotated);
        strangers.removeAll(known);
        return strangers;
    }
}
