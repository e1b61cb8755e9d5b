// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.order.CodeBehindCache;
import io.github.cachex.cdi.order.ContainerOrder;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.List;

/** Asks a full container about its beans. */
final class ManagedBeans implements BeanFacts {
    private final ApplicationBeans beans;
    private final ContainerOrder order;
    private final BeanManager manager;

    ManagedBeans(ApplicationBeans beans, ContainerOrder order, BeanManager manager) {
        this.beans = beans;
        this.order = order;
        this.manager = manager;
    }

    @Override
    public List<String> beansOf(Class<?> type) {
        return beans.meant(type).stream()
                .map(bean -> bean.getBeanClass().getName())
                .sorted()
                .toList();
    }

    @Override
    public NamedBean named(String name, Class<?> type) {
        List<Bean<?>> named =
                beans.all().stream().filter(bean -> name.equals(bean.getName())).toList();
        if (named.isEmpty()) {
            return NamedBean.MISSING;
        }
        return named.stream().allMatch(bean -> bean.getTypes().stream().anyMatch(its -> isOf(its, type)))
                ? NamedBean.FOUND
                : NamedBean.OF_ANOTHER_TYPE;
    }

    /** Returns whether {@code its} is {@code type}, whatever its type arguments. */
    static boolean isOf(java.lang.reflect.Type its, Class<?> type) {
        return its == type
                || its instanceof java.lang.reflect.ParameterizedType generic && generic.getRawType() == type;
    }

    @Override
    public List<CodeBehindCache> behindCache(Class<?> bean, Method method) {
        return order.behindCache(bean, method, manager);
    }
}
