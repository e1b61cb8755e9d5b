// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CachexWarm;
import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.cdi.plan.Planner;
import io.github.cachex.cdi.plan.Planner.Plans;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The rules for one annotated method. */
final class MethodCheck {
    private final Planner planner;
    private final BeanFacts facts;

    MethodCheck(Planner planner, BeanFacts facts) {
        this.planner = planner;
        this.facts = facts;
    }

    /**
     * Tells {@code problems} what is wrong with {@code method} of {@code bean}, each as "problem; remedy", and returns what its
     * annotations ask for.
     */
    Plans check(Class<?> bean, Method method, Consumer<String> problems) {
        Plans plans = Plans.NONE;
        if (AnnotatedMethods.isIntercepted(bean, method)) {
            checkReachable(bean, method, problems);
            plans = planner.check(bean, method, problems);
            for (MethodPlan plan : plans.values()) {
                SharedValues.problem(plan).ifPresent(problems);
            }
        }
        CachexWarm warm = method.getAnnotation(CachexWarm.class);
        if (warm != null) {
            checkWarm(bean, method, warm, problems);
        }
        return plans;
    }

    private static void checkReachable(Class<?> bean, Method method, Consumer<String> problems) {
        int modifiers = method.getModifiers();
        String annotations = CacheAnnotation.names(bean, method);
        String why = " method, which the container cannot intercept; ";
        if (Modifier.isPrivate(modifiers)) {
            problems.accept(annotations + " on a private" + why + "make it package-private, protected or public");
        } else if (Modifier.isStatic(modifiers)) {
            problems.accept(annotations + " on a static" + why + "make it an instance method");
        } else if (Modifier.isFinal(modifiers)) {
            problems.accept(annotations + " on a final" + why + "remove final");
        } else if (Modifier.isFinal(bean.getModifiers())) {
            problems.accept(annotations + " in a final class, which the container cannot intercept; remove final"
                    + (bean.isRecord() ? " (a record cannot be such a bean)" : ""));
        }
    }

    private void checkWarm(Class<?> bean, Method method, CachexWarm warm, Consumer<String> problems) {
        if (!CacheAnnotation.FETCH.isOn(bean, method)) {
            problems.accept("@CachexWarm without @CachexFetch, so there is nothing to warm; add @CachexFetch");
        }
        if (warm.from().isEmpty()) {
            if (method.getParameterCount() > 0) {
                problems.accept("@CachexWarm on a method with parameters and no arguments for them; write"
                        + " @CachexWarm(from = \"…\") with the name of a Supplier bean");
            }
            return;
        }
        if (method.getParameterCount() == 0) {
            problems.accept("@CachexWarm from=" + warm.from() + " on a method without parameters; remove from");
        }
        switch (facts.named(warm.from(), Supplier.class)) {
            case MISSING ->
                problems.accept("@CachexWarm from=" + warm.from()
                        + ": there is no bean of that name; add @Named(\"" + warm.from()
                        + "\") to a bean that is a Supplier<? extends Iterable<?>>");
            case OF_ANOTHER_TYPE ->
                problems.accept("@CachexWarm from=" + warm.from()
                        + ": the bean of that name is no Supplier; let it implement Supplier<? extends Iterable<?>>");
            case FOUND -> {}
        }
    }
}
