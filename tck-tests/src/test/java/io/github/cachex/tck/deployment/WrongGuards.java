// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.tck.guards.LateBinding;
import io.github.cachex.tck.guards.LateGuards;
import io.github.cachex.tck.guards.other.OtherGuards;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;

/** Beans whose guards come after the cache. */
public final class WrongGuards {
    private static final String RULE =
            ", so that a hit is answered without it; only Fault Tolerance and Bean Validation belong there: ";
    private static final String GIVE = "give it a @Priority below LIBRARY_AFTER (3000)";
    private static final String MAKE =
            "make it an interceptor with a binding and a @Priority below LIBRARY_AFTER (3000)";

    /** All of them. */
    public static final List<Wrong> ALL = List.of(
            late(LateGuards.ByMethod.class),
            late(LateGuards.ByClass.class),
            late(LateGuards.ByStereotype.class),
            late(LateGuards.ByBinding.class),
            late(LateGuards.ByExtension.class),
            of(LateGuards.BySuperclass.class, LateGuards.InheritedGuard.class),
            of(
                    LateGuards.SamePriority.class,
                    LateGuards.SamePriorityGuard.class,
                    "the interceptor § has the priority of the cache and may come after it" + RULE + GIVE),
            of(LateGuards.AsFaultTolerance.class, LateGuards.GuardAsFaultTolerance.class),
            of(LateGuards.AsValidation.class, LateGuards.GuardAsValidation.class),
            of(LateGuards.ByAnotherArchive.class, OtherGuards.OtherGuard.class),
            enabled(LateGuards.ByBeansXml.class, LateGuards.GuardOfBeansXml.class),
            enabled(LateGuards.ByBeansXmlOfItsOwn.class, OtherGuards.OtherGuardOfBeansXml.class),
            decorated(LateGuards.ByDecorator.class, LateGuards.GuardingDecorator.class),
            decorated(LateGuards.ByDecoratorOfBeansXml.class, LateGuards.DecoratorOfBeansXml.class),
            itself(LateGuards.ByItself.class, LateGuards.ByItself.class),
            itself(LateGuards.ByInheritance.class, LateGuards.SelfGuarding.class));

    private WrongGuards() {}

    /** Does for all what is to be done before they are deployed together. */
    public static void prepareAll(SeContainerInitializer application) {
        application.addExtensions(new LateBinding());
        ALL.forEach(wrong -> wrong.enable(application));
    }

    /**
     * A bean with its guard.
     *
     * @param problem what is wrong, and one remedy; {@code §} stands for the name of the guard
     */
    public record Wrong(Class<?> bean, Class<?> guard, String problem) {
        /** Returns the mistake. */
        public String mistake() {
            return bean.getName() + ".find: " + problem.replace("§", guard.getName())
                    + ", or set cachex.interceptors.inside=" + guard.getName()
                    + " if it belongs to the method's own work";
        }

        /** Returns whether the guard is an interceptor that a beans.xml enables. */
        public boolean isEnabledByBeansXml() {
            return guard.isAnnotationPresent(Interceptor.class) && !guard.isAnnotationPresent(Priority.class);
        }

        /** Returns what is deployed. */
        public Class<?>[] beans() {
            return Stream.of(bean, guard)
                    .filter(type ->
                            !Modifier.isAbstract(type.getModifiers()) || type.isAnnotationPresent(Decorator.class))
                    .distinct()
                    .toArray(Class<?>[]::new);
        }

        /** Enables what has no priority, and binds what says nothing of its guard. */
        public void prepare(SeContainerInitializer application) {
            application.addExtensions(new LateBinding());
            enable(application);
        }

        private void enable(SeContainerInitializer application) {
            if (!guard.isAnnotationPresent(Priority.class)) {
                if (guard.isAnnotationPresent(Interceptor.class)) {
                    application.enableInterceptors(guard);
                } else if (guard.isAnnotationPresent(Decorator.class)) {
                    application.enableDecorators(guard);
                }
            }
        }
    }

    private static Wrong late(Class<?> bean) {
        return of(bean, LateGuards.LateGuard.class);
    }

    private static Wrong of(Class<?> bean, Class<?> guard) {
        return of(bean, guard, "the interceptor § comes after the cache" + RULE + GIVE);
    }

    private static Wrong of(Class<?> bean, Class<?> guard, String problem) {
        return new Wrong(bean, guard, problem);
    }

    private static Wrong enabled(Class<?> bean, Class<?> guard) {
        return of(
                bean,
                guard,
                "the interceptor § has no @Priority and comes after the cache" + RULE + GIVE
                        + " instead of its line in beans.xml");
    }

    private static Wrong decorated(Class<?> bean, Class<?> decorator) {
        return of(bean, decorator, "the decorator § comes after the cache, as every decorator does" + RULE + MAKE);
    }

    private static Wrong itself(Class<?> bean, Class<?> guarding) {
        return of(
                bean,
                guarding,
                "the @AroundInvoke method §.check comes after the cache, as every one of a bean does" + RULE + MAKE);
    }
}
