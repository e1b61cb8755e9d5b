// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Stream;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/**
 * What one annotation of JSR-107 on a method says, the defaults of the class behind it.
 *
 * @param bean the bean's class
 * @param method the method, perhaps of a superclass
 * @param annotation the annotation
 */
record Written(Class<?> bean, Method method, Annotation annotation) {
    /** Returns the name of the cache, as JSR-107 has it. */
    String cacheName() {
        return Stream.of(
                        ownCacheName(), defaults().map(CacheDefaults::cacheName).orElse(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseGet(() -> CacheNames.of(method));
    }

    /** Returns the class that makes the keys; empty where the parameters do. */
    Optional<Class<? extends CacheKeyGenerator>> keyGenerator() {
        return Stream.concat(Stream.of(ownKeyGenerator()), defaults().stream().map(CacheDefaults::cacheKeyGenerator))
                .filter(type -> type != CacheKeyGenerator.class && !(annotation instanceof CacheRemoveAll))
                .<Class<? extends CacheKeyGenerator>>map(type -> type)
                .findFirst();
    }

    /** Returns the class that resolves caches; empty where none is named. */
    Optional<Class<? extends CacheResolverFactory>> resolverFactory() {
        return Stream.concat(
                        Stream.of(ownResolverFactory()), defaults().stream().map(CacheDefaults::cacheResolverFactory))
                .filter(type -> type != CacheResolverFactory.class)
                .<Class<? extends CacheResolverFactory>>map(type -> type)
                .findFirst();
    }

    /** Returns its name with an at sign. */
    String name() {
        return "@" + annotation.annotationType().getSimpleName();
    }

    private Optional<CacheDefaults> defaults() {
        return Stream.of(bean, method.getDeclaringClass())
                .flatMap(type -> Stream.ofNullable(type.getAnnotation(CacheDefaults.class)))
                .findFirst();
    }

    private String ownCacheName() {
        if (annotation instanceof CacheResult result) {
            return result.cacheName();
        }
        if (annotation instanceof CachePut put) {
            return put.cacheName();
        }
        return annotation instanceof CacheRemove remove
                ? remove.cacheName()
                : ((CacheRemoveAll) annotation).cacheName();
    }

    private Class<? extends CacheKeyGenerator> ownKeyGenerator() {
        if (annotation instanceof CacheResult result) {
            return result.cacheKeyGenerator();
        }
        if (annotation instanceof CachePut put) {
            return put.cacheKeyGenerator();
        }
        return annotation instanceof CacheRemove remove ? remove.cacheKeyGenerator() : CacheKeyGenerator.class;
    }

    private Class<? extends CacheResolverFactory> ownResolverFactory() {
        if (annotation instanceof CacheResult result) {
            return result.cacheResolverFactory();
        }
        if (annotation instanceof CachePut put) {
            return put.cacheResolverFactory();
        }
        return annotation instanceof CacheRemove remove
                ? remove.cacheResolverFactory()
                : ((CacheRemoveAll) annotation).cacheResolverFactory();
    }
}
