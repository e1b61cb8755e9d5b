// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.cdi.condition.Conditions;
import io.github.cachex.core.config.Allowance;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.key.TemplateScope;
import io.github.cachex.spi.KeyGenerator;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A method of a bean class whose annotations are read.
 *
 * @param configuration what is said outside
 * @param generator makes keys where no template does; if empty, the built-in one
 * @param conditions reads conditions
 * @param suppliers finds suppliers by their names; throws an {@link IllegalArgumentException}, "problem; remedy", where there is none
 * @param beanMethod the method and its bean
 * @param problems is told what is wrong, each with its remedy
 */
record AnnotatedBeanMethod(
        Configuration configuration,
        Optional<KeyGenerator> generator,
        Conditions conditions,
        Function<String, Supplier<?>> suppliers,
        BeanMethod beanMethod,
        Consumer<String> problems) {
    /** Returns the same, whose problems are told to {@code others}. */
    AnnotatedBeanMethod telling(Consumer<String> others) {
        return new AnnotatedBeanMethod(configuration, generator, conditions, suppliers, beanMethod, others);
    }

    /** Returns the bean's class. */
    Class<?> bean() {
        return beanMethod.bean();
    }

    /** Returns the method, perhaps of a superclass. */
    Method method() {
        return beanMethod.method();
    }

    /** Returns what templates may name. */
    TemplateScope scope() {
        return TemplateScope.of(bean(), method());
    }

    /** Tells that something is wrong that a design may mean, unless the method says by {@code allowance} that it does. */
    void problem(Allowance allowance, String problem) {
        if (!MethodAllowances.of(configuration, beanMethod).contains(allowance)) {
            problems.accept(problem + ", " + allowance.remedy());
        }
    }

    /** Tells that something is wrong with the annotation of {@code kind}. */
    void problem(CacheAnnotation kind, String problem) {
        problems.accept("@" + kind.simpleName() + problem);
    }
}
