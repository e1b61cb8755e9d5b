// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import io.github.cachex.cdi.plan.AnnotationDialect;
import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.spi.KeyGenerator;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** The annotations of JSR-107, each as the one of Cachex that asks for the same. */
public final class JcacheDialect implements AnnotationDialect {
    /** What each of them stands for. */
    static final Map<Class<? extends Annotation>, CacheAnnotation> KINDS = Map.of(
            CacheResult.class, CacheAnnotation.FETCH,
            CachePut.class, CacheAnnotation.PUT,
            CacheRemove.class, CacheAnnotation.INVALIDATE,
            CacheRemoveAll.class, CacheAnnotation.INVALIDATE);

    /** What serves each of them. */
    static final Map<Class<?>, Class<? extends Annotation>> INTERCEPTORS = Map.of(
            CacheResultInterceptor.class, CacheResult.class,
            CachePutInterceptor.class, CachePut.class,
            CacheRemoveInterceptor.class, CacheRemove.class,
            CacheRemoveAllInterceptor.class, CacheRemoveAll.class);

    @Override
    public Map<Class<?>, Class<? extends Annotation>> interceptors() {
        return INTERCEPTORS;
    }

    @Override
    public List<Annotation> written(Method method, CacheAnnotation kind) {
        return written(method)
                .filter(one -> KINDS.get(one.annotationType()) == kind)
                .toList();
    }

    /** Returns whether no interceptor comes to a method whose modifiers, and those of its class, are these. */
    static boolean isUnreachable(int method, int type) {
        return ((method | type & Modifier.FINAL) & (Modifier.FINAL | Modifier.PRIVATE | Modifier.STATIC)) != 0;
    }

    /** Returns those on {@code method}. */
    static Stream<Annotation> written(Method method) {
        return Stream.of(method.getAnnotations()).filter(one -> KINDS.containsKey(one.annotationType()));
    }

    @Override
    public Annotation translated(Class<?> bean, Method method, Annotation written) {
        return Translation.of(new Written(bean, method, written));
    }

    @Override
    public Optional<KeyGenerator> keyGenerator(Class<?> bean, Method method) {
        return written(method)
                .map(one -> new Written(bean, method, one))
                .flatMap(one -> one.keyGenerator().stream().<KeyGenerator>map(type -> new OwnKeys(one, type)))
                .findFirst();
    }

    @Override
    public boolean isValue(Parameter parameter) {
        return KeyParameters.isValue(parameter);
    }

    @Override
    public Set<String> otherCaches(Method method) {
        return Stream.ofNullable(method.getAnnotation(CacheResult.class))
                .map(CacheResult::exceptionCacheName)
                .filter(name -> !name.isEmpty())
                .map(CacheNames::legal)
                .collect(Collectors.toSet());
    }

    @Override
    public Rules rules() {
        return new JcacheRules();
    }
}
