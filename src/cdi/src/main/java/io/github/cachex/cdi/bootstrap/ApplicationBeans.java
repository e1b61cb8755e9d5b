// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.Interceptor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The beans of the application. A library that is no bean archive cannot look all of them up on every server (Payara shows
 * it the server's alone), so those that our portable extension met are remembered.
 */
final class ApplicationBeans {
    private final BeanManager container;
    private final Collection<Bean<?>> all;

    private ApplicationBeans(BeanManager container, Collection<Bean<?>> all) {
        this.container = container;
        this.all = all.stream()
                .filter(bean -> !(bean instanceof Interceptor<?> || bean instanceof Decorator<?>))
                .toList();
    }

    /** Returns those that an extension {@code met}. */
    static ApplicationBeans met(Collection<Bean<?>> met, BeanManager container) {
        return new ApplicationBeans(container, met);
    }

    /** Returns those that our portable extension met. Otherwise, where only others run, those that can be looked up. */
    static ApplicationBeans of(Instance<Object> own) {
        Instance<ApplicationBeans> met = own.select(ApplicationBeans.class);
        if (met.isResolvable()) {
            return met.get();
        }
        BeanManager container = own.select(BeanManager.class).get();
        return new ApplicationBeans(container, container.getBeans(Object.class, Any.Literal.INSTANCE));
    }

    /** Returns the container, which makes references to them. */
    BeanManager container() {
        return container;
    }

    /** Returns all. */
    Collection<Bean<?>> all() {
        return all;
    }

    /** Returns those of {@code type}, whatever their qualifiers. */
    List<Bean<?>> of(Class<?> type) {
        return all.stream().filter(bean -> bean.getTypes().contains(type)).toList();
    }

    /** Returns those that an injection point of {@code type} without a qualifier could mean: one, unless it is ambiguous. */
    Set<Bean<?>> meant(Class<?> type) {
        Set<Bean<?>> candidates = new LinkedHashSet<>();
        of(type).stream()
                .filter(bean -> bean.getQualifiers().contains(Default.Literal.INSTANCE))
                .forEach(candidates::add);
        try {
            Bean<?> one = container.resolve(candidates);
            return one == null ? Set.of() : Set.of(one);
        } catch (AmbiguousResolutionException e) {
            return candidates;
        }
    }
}
