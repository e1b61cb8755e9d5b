// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** Lets a full container serve the annotations of JSR-107: makes them bindings, and registers what they bind. */
public class JcacheExtension implements Extension {
    private final List<String> wanted = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean provided;

    /** Marks what was registered, which what a scan finds is not. */
    @Retention(RetentionPolicy.RUNTIME)
    private @interface Registered {}

    @Registered
    private static final class Marked {}

    void register(@Observes BeforeBeanDiscovery event) {
        JcacheDialect.KINDS
                .keySet()
                .forEach(binding -> event.configureInterceptorBinding(binding)
                        .methods()
                        .forEach(member -> member.add(Nonbinding.Literal.INSTANCE)));
        for (Class<?> type : JcacheDialect.INTERCEPTORS.keySet()) {
            event.addAnnotatedType(type, type.getName()).add(Marked.class.getAnnotation(Registered.class));
        }
    }

    /**
     * Leaves out what a scan finds of our interceptors, since they are registered, and those of others for the same annotations: a server
     * that brings its own, as Payara does, would cache a second time.
     */
    void leaveOut(@Observes @WithAnnotations(Interceptor.class) ProcessAnnotatedType<?> event) {
        AnnotatedType<?> type = event.getAnnotatedType();
        boolean ours = JcacheDialect.INTERCEPTORS.containsKey(type.getJavaClass());
        if (ours
                ? !type.isAnnotationPresent(Registered.class)
                : JcacheDialect.KINDS.keySet().stream().anyMatch(type::isAnnotationPresent)) {
            event.veto();
        }
    }

    /** Unbinds what the container would refuse with a message of its own, and hide ours. */
    <T> void unbind(
            @Observes @WithAnnotations({CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class})
                    ProcessAnnotatedType<T> event) {
        int type = event.getAnnotatedType().getJavaClass().getModifiers();
        Predicate<AnnotatedMethod<?>> unreachable = method -> JcacheDialect.isUnreachable(
                        method.getJavaMember().getModifiers(), type)
                && JcacheDialect.written(method.getJavaMember()).findAny().isPresent();
        if (event.getAnnotatedType().getMethods().stream().anyMatch(unreachable)) {
            event.configureAnnotatedType()
                    .filterMethods(unreachable::test)
                    .forEach(method -> method.remove(one -> JcacheDialect.KINDS.containsKey(one.annotationType())));
        }
    }

    /** Looks at all and chooses here: containers differ in which events an observer of a generic type is given. */
    void meet(@Observes ProcessInjectionPoint<?, ?> event) {
        InjectionPoint point = event.getInjectionPoint();
        Type type = point.getType() instanceof ParameterizedType generic ? generic.getRawType() : point.getType();
        if (type == CacheManager.class || type == Cache.class) {
            Member place = point.getMember();
            wanted.add(ProgrammaticApi.refusal(place.getDeclaringClass().getName() + '.' + place.getName()));
        }
    }

    void meet(@Observes ProcessBean<?> event) {
        provided |= event.getBean().getTypes().contains(CacheManager.class);
    }

    void refuse(@Observes AfterBeanDiscovery event) {
        if (!wanted.isEmpty() && !provided && !ProgrammaticApi.isProvided()) {
            event.addDefinitionError(new DeploymentException(String.join("\n", wanted)));
        }
    }
}
