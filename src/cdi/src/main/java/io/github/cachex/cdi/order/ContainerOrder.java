// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import io.github.cachex.cdi.order.CodeBehindCache.Kind;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds in a full container what runs between the cache and a method. Events of one thread fill it, and a check empties it. */
public final class ContainerOrder {
    private record Deployed(Bean<?> bean, AnnotatedType<?> type) {}

    private final Collection<Class<?>> own;
    private final Map<Class<?>, List<Deployed>> beans = new HashMap<>();
    private final Map<Class<?>, Priority> priorities = new HashMap<>();

    /** Creates one that knows the cache by its {@code own} interceptors. */
    public ContainerOrder(Collection<Class<?>> own) {
        this.own = own;
    }

    /** Remembers a bean with its class as all extensions left it. */
    public void add(ProcessManagedBean<?> event) {
        AnnotatedType<?> type = event.getAnnotatedBeanClass();
        beans.computeIfAbsent(type.getJavaClass(), first -> new ArrayList<>()).add(new Deployed(event.getBean(), type));
    }

    /** Remembers the priority of an interceptor, which an extension may have given it. */
    public void add(ProcessBean<?> event) {
        Annotated annotated = event.getAnnotated();
        if (event.getBean() instanceof Interceptor<?> && annotated != null) {
            Priority priority = annotated.getAnnotation(Priority.class);
            if (priority != null) {
                priorities.put(event.getBean().getBeanClass(), priority);
            }
        }
    }

    /** Forgets all: an application that runs has no use for it. */
    public void clear() {
        beans.clear();
        priorities.clear();
    }

    /** Returns what runs between the cache and {@code method} in any bean of the class {@code bean}. */
    public List<CodeBehindCache> behindCache(Class<?> bean, Method method, BeanManager container) {
        Set<CodeBehindCache> found = new LinkedHashSet<>();
        for (Deployed deployed : beans.getOrDefault(bean, List.of())) {
            BeanManager manager = BeanArchives.of(deployed.bean(), container);
            Annotation[] bindings =
                    InterceptorBindings.of(deployed.type(), deployed.bean().getStereotypes(), method, manager);
            List<Interceptor<?>> chain = chain(bindings, manager);
            if (chain.stream().anyMatch(this::isOwn)) {
                found.addAll(interceptors(chain));
                found.addAll(decorators(deployed.bean(), method, manager));
                found.addAll(AroundInvokes.of(bean));
            }
        }
        if (!beans.containsKey(bean)) {
            // Objects that a producer has wrapped by an InterceptionFactory pass interceptors alone.
            AnnotatedType<?> type = container.createAnnotatedType(bean);
            found.addAll(interceptors(chain(InterceptorBindings.of(type, Set.of(), method, container), container)));
        }
        return List.copyOf(found);
    }

    private static List<Interceptor<?>> chain(Annotation[] bindings, BeanManager manager) {
        return bindings.length == 0 ? List.of() : manager.resolveInterceptors(InterceptionType.AROUND_INVOKE, bindings);
    }

    private boolean isOwn(Interceptor<?> interceptor) {
        return own.contains(interceptor.getBeanClass());
    }

    private List<CodeBehindCache> interceptors(List<Interceptor<?>> chain) {
        Set<Integer> ownPriorities = new HashSet<>();
        chain.stream().filter(this::isOwn).map(this::priority).forEach(ownPriorities::add);
        List<CodeBehindCache> found = new ArrayList<>();
        boolean behind = false;
        for (Interceptor<?> interceptor : chain) {
            Integer priority = priority(interceptor);
            if (isOwn(interceptor)) {
                behind = true;
            } else if (priority != null && ownPriorities.contains(priority)) {
                found.add(code(Kind.INTERCEPTOR_OF_SAME_PRIORITY, interceptor));
            } else if (behind) {
                found.add(code(priority == null ? Kind.INTERCEPTOR_WITHOUT_PRIORITY : Kind.INTERCEPTOR, interceptor));
            }
        }
        return found;
    }

    private @Nullable Integer priority(Interceptor<?> interceptor) {
        if (interceptor instanceof Prioritized prioritized) {
            return prioritized.getPriority();
        }
        Class<?> type = interceptor.getBeanClass();
        Priority priority = priorities.getOrDefault(type, type.getAnnotation(Priority.class));
        return priority == null ? null : priority.value();
    }

    private static CodeBehindCache code(Kind kind, Interceptor<?> interceptor) {
        return new CodeBehindCache(
                kind,
                interceptor.getBeanClass().getName(),
                "",
                interceptor.getInterceptorBindings().stream()
                        .map(binding -> binding.annotationType().getName())
                        .collect(Collectors.toSet()));
    }

    private static List<CodeBehindCache> decorators(Bean<?> bean, Method method, BeanManager manager) {
        List<CodeBehindCache> found = new ArrayList<>();
        Annotation[] qualifiers = bean.getQualifiers().toArray(Annotation[]::new);
        for (Decorator<?> decorator : manager.resolveDecorators(bean.getTypes(), qualifiers)) {
            Class<?> type = decorator.getBeanClass();
            // What an extension makes has the class of anything.
            if (!type.isAnnotationPresent(jakarta.decorator.Decorator.class) || Decorations.includes(type, method)) {
                found.add(CodeBehindCache.decorator(type.getName()));
            }
        }
        return found;
    }
}
