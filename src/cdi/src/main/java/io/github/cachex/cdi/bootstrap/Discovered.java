// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an extension met on its way through the application. */
final class Discovered {
    private static final Comparator<Class<?>> BY_NAME = Comparator.comparing(Class::getName);

    private final Set<Class<?>> annotated = new TreeSet<>(BY_NAME);
    private final Set<Class<?>> beans = new TreeSet<>(BY_NAME);
    private final Map<String, String> injectedCaches = new TreeMap<>();

    /** Notes a class that carries our annotations, bean or not. */
    void annotated(Class<?> type) {
        annotated.add(type);
    }

    /** Notes the class of a bean. */
    void bean(Class<?> type) {
        beans.add(type);
    }

    /** Notes that the cache {@code name} is injected at {@code place}. */
    void injectedCache(String place, String name) {
        injectedCaches.put(place, name);
    }

    Set<Class<?>> beans() {
        return beans;
    }

    /** Returns the names of injected caches by the place where they are. */
    Map<String, String> injectedCaches() {
        return injectedCaches;
    }

    /** Returns the annotated classes that are neither beans nor superclasses or interfaces of beans. */
    Set<Class<?>> strangers() {
        Set<Class<?>> known = new HashSet<>(beans);
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
