// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import io.github.cachex.cdi.order.CodeBehindCache.Kind;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.InterceptorInfo;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what runs between the cache and a method in a container that describes its beans at build time. */
public final class DescribedOrder {
    private record Described(String type, @Nullable Integer priority, List<DescribedBinding> bindings) {}

    private record DescribedMethod(
            String declaring, String name, int parameters, Map<String, DescribedBinding> bindings) {
        boolean is(Method method) {
            return declaring.equals(method.getDeclaringClass().getName())
                    && name.equals(method.getName())
                    && parameters == method.getParameterCount();
        }
    }

    private record DescribedBean(
            Set<String> types,
            Set<String> qualifiers,
            Map<String, DescribedBinding> bindings,
            List<DescribedMethod> methods) {}

    private final Map<String, Class<? extends Annotation>> own = new HashMap<>();
    private final List<Described> interceptors = new ArrayList<>();
    private final Map<String, List<DescribedBean>> beans = new HashMap<>();
    private final List<DescribedDecorator> decorators = new ArrayList<>();

    /** Creates one that knows the cache by its {@code own} interceptors, with the binding of each. */
    public DescribedOrder(Map<Class<?>, Class<? extends Annotation>> own) {
        own.forEach((type, binding) -> this.own.put(type.getName(), binding));
    }

    /** Remembers an interceptor. */
    public void add(InterceptorInfo interceptor) {
        if (interceptor.intercepts(InterceptionType.AROUND_INVOKE)) {
            interceptors.add(new Described(
                    interceptor.declaringClass().name(),
                    interceptor.priority(),
                    interceptor.interceptorBindings().stream()
                            .map(DescribedBinding::of)
                            .toList()));
        }
    }

    /** Remembers a decorator: containers of this kind describe none, and those that run them enable all. */
    public void addDecorator(Class<?> type) {
        decorators.add(DescribedDecorator.of(type));
    }

    /** Remembers a bean that has a class, whose names of {@code types} and qualifiers are known. */
    public void add(BeanInfo bean, Set<String> types) {
        ClassInfo type = bean.declaringClass();
        List<AnnotationInfo> annotations = new ArrayList<>(type.annotations());
        bean.stereotypes().forEach(stereotype -> annotations.addAll(stereotype.interceptorBindings()));
        if (!isCached(annotations) && type.methods().stream().noneMatch(method -> isCached(method.annotations()))) {
            return;
        }
        List<DescribedMethod> methods = new ArrayList<>();
        for (MethodInfo method : type.methods()) {
            Map<String, DescribedBinding> bindings = DescribedBinding.all(method.annotations());
            if (!bindings.isEmpty()) {
                methods.add(new DescribedMethod(
                        method.declaringClass().name(),
                        method.name(),
                        method.parameters().size(),
                        bindings));
            }
        }
        beans.computeIfAbsent(type.name(), first -> new ArrayList<>())
                .add(new DescribedBean(
                        types,
                        bean.qualifiers().stream().map(AnnotationInfo::name).collect(Collectors.toSet()),
                        DescribedBinding.all(annotations),
                        methods));
    }

    /** Returns what runs between the cache and {@code method} in any bean of the class {@code type}. */
    public List<CodeBehindCache> behindCache(Class<?> type, Method method) {
        Set<CodeBehindCache> found = new LinkedHashSet<>();
        for (DescribedBean bean : beans.getOrDefault(type.getName(), List.of())) {
            List<Described> chain = chain(bean, method);
            if (chain.stream().anyMatch(this::isOwn)) {
                found.addAll(interceptors(chain));
                decorators.stream()
                        .filter(decorator -> decorator.isMeant(bean.types(), bean.qualifiers())
                                && Decorations.includes(decorator.type(), method))
                        .forEach(decorator -> found.add(
                                CodeBehindCache.decorator(decorator.type().getName())));
                found.addAll(AroundInvokes.of(type));
            }
        }
        return List.copyOf(found);
    }

    private boolean isCached(Collection<AnnotationInfo> annotations) {
        return annotations.stream()
                .anyMatch(annotation -> own.values().stream()
                        .anyMatch(binding -> DescribedBinding.carries(annotation, binding.getName())));
    }

    private boolean isOwn(Described interceptor) {
        return own.containsKey(interceptor.type());
    }

    private List<Described> chain(DescribedBean bean, Method method) {
        Map<String, DescribedBinding> bindings = new LinkedHashMap<>(bean.bindings());
        bean.methods().stream().filter(one -> one.is(method)).forEach(one -> bindings.putAll(one.bindings()));
        return interceptors.stream()
                .filter(one -> !one.bindings().isEmpty() && bindings.values().containsAll(one.bindings()))
                .toList();
    }

    private List<CodeBehindCache> interceptors(List<Described> chain) {
        List<Integer> ownPriorities = chain.stream()
                .filter(this::isOwn)
                .flatMap(one -> Stream.ofNullable(one.priority()))
                .toList();
        int first = ownPriorities.stream().mapToInt(Integer::intValue).min().orElse(Integer.MIN_VALUE);
        List<CodeBehindCache> found = new ArrayList<>();
        for (Described interceptor : chain) {
            Integer priority = interceptor.priority();
            if (isOwn(interceptor)) {
                continue;
            }
            if (priority == null) {
                found.add(code(Kind.INTERCEPTOR_WITHOUT_PRIORITY, interceptor));
            } else if (ownPriorities.contains(priority)) {
                found.add(code(Kind.INTERCEPTOR_OF_SAME_PRIORITY, interceptor));
            } else if (priority > first) {
                found.add(code(Kind.INTERCEPTOR, interceptor));
            }
        }
        return found;
    }

    private static CodeBehindCache code(Kind kind, Described interceptor) {
        return new CodeBehindCache(
                kind,
                interceptor.type(),
                "",
                interceptor.bindings().stream().map(DescribedBinding::type).collect(Collectors.toSet()));
    }
}
