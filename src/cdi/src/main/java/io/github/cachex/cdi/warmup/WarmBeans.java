// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import io.github.cachex.CacheWarmer;
import io.github.cachex.CachexWarm;
import io.github.cachex.cdi.warmup.MethodWarming.WarmMethod;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Finds what the application wants warmed, and gives back at the end what was taken for it. */
final class WarmBeans implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final BeanManager container;
    private final WarmHost host;
    private final CreationalContext<Object> context;
    private final Set<String> names = new HashSet<>();

    WarmBeans(WarmHost host) {
        this.container = host.container();
        this.host = host;
        this.context = container.createCreationalContext(null);
    }

    /** Returns all, in a steady order, so that all nodes go about it alike. */
    List<Warming> warmings() {
        List<Warming> warmings = new ArrayList<>();
        for (Bean<?> bean : inOrder()) {
            try {
                if (bean.getTypes().contains(CacheWarmer.class)) {
                    warmings.add(entries(bean));
                }
                if (isOfClass(bean)) {
                    methods(bean.getBeanClass()).forEach(method -> warmings.add(warming(bean, method)));
                }
            } catch (Throwable e) {
                // One bean that throws is no reason to leave the others cold.
                LOG.log(
                        LogMessage.WARMER_FAILED.with(
                                bean.getBeanClass().getName(), e.getClass().getName()),
                        e);
            }
        }
        warmings.sort(Comparator.comparing(Warming::name));
        return warmings;
    }

    private Warming entries(Bean<?> bean) {
        CacheWarmer warmer = (CacheWarmer) container.getReference(bean, CacheWarmer.class, context);
        boolean async = warmer.async();
        return new EntryWarming(unique(warmer.name()), async, warmer, host);
    }

    private List<Bean<?>> inOrder() {
        List<Bean<?>> beans = new ArrayList<>(host.beans());
        beans.sort(Comparator.<Bean<?>, String>comparing(
                        bean -> bean.getBeanClass().getName())
                .thenComparing(Object::toString));
        return beans;
    }

    /** A lambda's class has another name on each node; two warmers of one name would be taken for one. */
    private String unique(String name) {
        String steady = name.contains("$$Lambda") ? name.substring(0, name.indexOf("$$Lambda")) : name;
        String candidate = steady;
        for (int i = 2; !names.add(candidate); i++) {
            candidate = steady + "#" + i;
        }
        return candidate;
    }

    /** Producers' beans name the class of the producer, which has a bean of its own. */
    private static boolean isOfClass(Bean<?> bean) {
        return bean.getTypes().contains(bean.getBeanClass());
    }

    private static List<WarmMethod> methods(Class<?> bean) {
        List<WarmMethod> found = new ArrayList<>();
        Set<List<Object>> overridden = new HashSet<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Method method : declared(type)) {
                CachexWarm annotation = method.getAnnotation(CachexWarm.class);
                if (overridden.add(List.of(method.getName(), Arrays.asList(method.getParameterTypes())))
                        && annotation != null
                        && !Modifier.isStatic(method.getModifiers())) {
                    found.add(new WarmMethod(bean, method, annotation));
                }
            }
        }
        return found;
    }

    private static Method[] declared(Class<?> type) {
        try {
            return type.getDeclaredMethods();
        } catch (LinkageError e) {
            return new Method[0]; // A bean whose optional library is not there has nothing to warm.
        }
    }

    private Warming warming(Bean<?> bean, WarmMethod method) {
        method.method().setAccessible(true);
        Supplier<Object> target = () -> container.getReference(bean, bean.getBeanClass(), context);
        String from = method.annotation().from();
        return new MethodWarming(
                method, target, from.isEmpty() ? () -> List.of(List.of()) : () -> arguments(from), host);
    }

    private Iterable<?> arguments(String name) {
        for (Bean<?> bean : host.beans()) {
            for (Type type : name.equals(bean.getName()) ? bean.getTypes() : Set.<Type>of()) {
                if (type == Supplier.class
                        || type instanceof ParameterizedType generic && generic.getRawType() == Supplier.class) {
                    return (Iterable<?>) ((Supplier<?>) container.getReference(bean, type, context)).get();
                }
            }
        }
        throw new IllegalStateException("there is no Supplier bean named " + name);
    }

    @Override
    public void close() {
        context.release();
    }
}
