// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What an extension met on its way through the application. */
final class Discovered {
    private static final Comparator<Class<?>> BY_NAME = Comparator.comparing(Class::getName);

    private final Set<Class<?>> annotated = new TreeSet<>(BY_NAME);
    private final Set<Class<?>> beans = new TreeSet<>(BY_NAME);
    private final Set<String> injectedCaches = new TreeSet<>();

    /** Notes a class that carries our annotations, bean or not. */
    void annotated(Class<?> type) {
        annotated.add(type);
    }

    /** Notes the class of a bean. */
    void bean(Class<?> type) {
        beans.add(type);
    }

    /** Notes a cache that is injected somewhere. */
    void injectedCache(String name) {
        injectedCaches.add(name);
    }

    Set<Class<?>> beans() {
        return beans;
    }

    Set<String> injectedCaches() {
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
