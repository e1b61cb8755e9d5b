// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.order.CodeBehindCache;
import io.github.cachex.cdi.order.DescribedOrder;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Knows beans from their descriptions alone. */
final class DescribedBeans implements BeanFacts {
    private final DescribedOrder order;
    private final Map<String, List<String>> byType = new HashMap<>();
    private final Map<String, Set<String>> byName = new TreeMap<>();

    DescribedBeans(DescribedOrder order) {
        this.order = order;
    }

    void add(BeanInfo bean) {
        Collection<Type> types = bean.types();
        Set<String> named = new HashSet<>();
        for (Type type : types) {
            Optional<String> name = name(type);
            name.ifPresent(known -> byType.computeIfAbsent(known, first -> new ArrayList<>())
                    .add(bean.declaringClass().name()));
            name.ifPresent(named::add);
        }
        if (bean.isClassBean()) {
            order.add(bean, named);
        }
        if (bean.name() != null) {
            byName.put(bean.name(), named);
        }
    }

    private static Optional<String> name(Type type) {
        ClassInfo declaration = type.isClass()
                ? type.asClass().declaration()
                : type.isParameterizedType() ? type.asParameterizedType().declaration() : null;
        return Optional.ofNullable(declaration).map(ClassInfo::name);
    }

    @Override
    public List<String> beansOf(Class<?> type) {
        // Which of several would be chosen is the container's to say, at the first injection.
        return byType.getOrDefault(type.getName(), List.of()).stream().limit(1).toList();
    }

    @Override
    public NamedBean named(String name, Class<?> type) {
        Set<String> types = byName.get(name);
        if (types == null) {
            return NamedBean.MISSING;
        }
        return types.contains(type.getName()) ? NamedBean.FOUND : NamedBean.OF_ANOTHER_TYPE;
    }

    @Override
    public List<CodeBehindCache> behindCache(Class<?> bean, Method method) {
        return order.behindCache(bean, method);
    }
}
