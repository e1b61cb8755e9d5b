// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import io.github.cachex.cdi.plan.AnnotationDialect;
import io.github.cachex.cdi.plan.CacheAnnotation;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** What is wrong in one application with annotations of JSR-107, beside what is wrong with those that they stand for. */
final class JcacheRules implements AnnotationDialect.Rules {
    private final Map<String, String> names = new HashMap<>();

    @Override
    public void check(Class<?> bean, Consumer<String> problems) {
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Annotation annotation : type.getDeclaredAnnotations()) {
                if (JcacheDialect.KINDS.containsKey(annotation.annotationType()) && !isOwn(type)) {
                    problems.accept(
                            type.getName() + ": @" + annotation.annotationType().getSimpleName()
                                    + " on a class, which Cachex does not serve; write it on the methods that it is for");
                }
            }
        }
    }

    private static boolean isOwn(Class<?> type) {
        return JcacheDialect.INTERCEPTORS.containsKey(type);
    }

    @Override
    public void check(Class<?> bean, Method method, Consumer<String> problems) {
        List<Written> all = JcacheDialect.written(method)
                .map(one -> new Written(bean, method, one))
                .toList();
        if (all.isEmpty()) {
            return;
        }
        checkAlone(method, all, problems);
        for (Written written : all) {
            checkName(written.name() + " cacheName", written.cacheName(), problems);
            checkResolver(written, problems);
            written.keyGenerator().ifPresent(type -> checkGenerator(written, type, problems));
            if (written.annotation() instanceof CacheResult result) {
                checkExceptions(method, result, problems);
            } else if (written.annotation() instanceof CachePut put) {
                checkValue(method, problems);
                checkTiming(written, put.afterInvocation(), "cacheFor", put.cacheFor(), problems);
                checkTiming(written, put.afterInvocation(), "noCacheFor", put.noCacheFor(), problems);
            } else if (written.annotation() instanceof CacheRemove remove) {
                checkTiming(written, remove.afterInvocation(), "evictFor", remove.evictFor(), problems);
                checkTiming(written, remove.afterInvocation(), "noEvictFor", remove.noEvictFor(), problems);
            } else if (written.annotation() instanceof CacheRemoveAll remove) {
                checkTiming(written, remove.afterInvocation(), "evictFor", remove.evictFor(), problems);
                checkTiming(written, remove.afterInvocation(), "noEvictFor", remove.noEvictFor(), problems);
            }
        }
    }

    private static void checkAlone(Method method, List<Written> all, Consumer<String> problems) {
        List<String> names = Stream.of(CacheAnnotation.values())
                .flatMap(kind -> kind.names(method).stream())
                .toList();
        if (names.size() > 1) {
            problems.accept(String.join(" and ", names) + " on one method, and JSR-107 allows "
                    + all.get(0).name() + " alone; split the method");
        }
    }

    private void checkName(String member, String name, Consumer<String> problems) {
        String legal = CacheNames.legal(name);
        String other = names.putIfAbsent(legal, name);
        if (other != null && !other.equals(name)) {
            problems.accept(member + "=\"" + name + "\" and \"" + other + "\" would both be the cache '" + legal
                    + "', since what may stand in no name becomes a dash; rename one");
        }
    }

    private static void checkResolver(Written written, Consumer<String> problems) {
        written.resolverFactory()
                .ifPresent(type -> problems.accept(written.name() + " cacheResolverFactory=" + type.getName()
                        + ": caches are those of Cachex, and none are resolved; remove it, name the cache by cacheName, and"
                        + " configure it by cachex.cache.<name>.*"));
    }

    private static void checkGenerator(
            Written written, Class<? extends CacheKeyGenerator> type, Consumer<String> problems) {
        String member = written.name() + " cacheKeyGenerator=" + type.getName() + ": ";
        boolean makeable = Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0 || isInjected(constructor));
        boolean isInner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        if (!type.isInterface() && (Modifier.isAbstract(type.getModifiers()) || !makeable || isInner)) {
            problems.accept(
                    member + "it cannot be made; let it be a bean, or give it a constructor without parameters");
        }
        // A bridge method returns the type of the interface.
        Stream.of(type.getMethods())
                .filter(made -> made.getName().equals("generateCacheKey") && !made.isBridge())
                .map(Method::getReturnType)
                .filter(key -> !key.isInterface() && !OwnKeys.writesItself(key))
                .forEach(key -> problems.accept(member + "its keys are of " + key.getName()
                        + ", which does not write what it is made of; override toString so that equal keys have equal"
                        + " texts and others have others, as a record does"));
    }

    private static boolean isInjected(Constructor<?> constructor) {
        return constructor.isAnnotationPresent(jakarta.inject.Inject.class);
    }

    private static void checkValue(Method method, Consumer<String> problems) {
        if (KeyParameters.value(method).isEmpty()) {
            problems.accept("@CachePut without @CacheValue; mark the parameter to store with it");
        }
        if (Stream.of(method.getParameters())
                .anyMatch(parameter ->
                        KeyParameters.isValue(parameter) && parameter.isAnnotationPresent(CacheKey.class))) {
            problems.accept("@CacheKey and @CacheValue on one parameter; choose one");
        }
    }

    private static void checkTiming(
            Written written,
            boolean after,
            String member,
            Class<? extends Throwable>[] failures,
            Consumer<String> problems) {
        if (!after && failures.length > 0) {
            problems.accept(
                    written.name() + " " + member
                            + " with afterInvocation = false: what is done before the method depends on no exception; remove one");
        }
    }

    private void checkExceptions(Method method, CacheResult result, Consumer<String> problems) {
        if (result.exceptionCacheName().isEmpty()) {
            if (result.cachedExceptions().length + result.nonCachedExceptions().length > 0) {
                problems.accept(
                        "@CacheResult cachedExceptions or nonCachedExceptions without exceptionCacheName, so that"
                                + " no exception is cached; name a cache for them, or remove the member");
            }
            return;
        }
        String name = result.exceptionCacheName();
        checkName("@CacheResult exceptionCacheName", name, problems);
        if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            problems.accept("@CacheResult exceptionCacheName=" + name
                    + ": what a stage fails with is not cached; return the value itself, or remove the member");
        }
        Filter filter = Filter.of(result.cachedExceptions(), result.nonCachedExceptions(), true);
        Class<?>[] named =
                result.cachedExceptions().length > 0 ? result.cachedExceptions() : method.getExceptionTypes();
        String lost = Stream.of(named)
                .filter(filter::isFor)
                .filter(type -> !CachedException.isRebuildable(type))
                .map(Class::getName)
                .collect(Collectors.joining(", "));
        if (!lost.isEmpty()) {
            problems.accept("@CacheResult exceptionCacheName=" + name + ": " + lost
                    + " cannot be cached, since it cannot be made again of its message; give it a public constructor"
                    + " of a String, or name it in nonCachedExceptions");
        }
    }
}
