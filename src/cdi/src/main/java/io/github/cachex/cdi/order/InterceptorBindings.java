// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bindings of one method of a bean, as a full container takes them: those of the method, else those of its class, else
 * those of the class's stereotypes, each with the bindings that it carries itself.
 */
final class InterceptorBindings {
    private final BeanManager manager;
    private final Map<Class<? extends Annotation>, Annotation> found = new LinkedHashMap<>();

    private InterceptorBindings(BeanManager manager) {
        this.manager = manager;
    }

    /** Returns them, as extensions left {@code type}, for a bean with {@code stereotypes}. */
    static Annotation[] of(
            AnnotatedType<?> type,
            Collection<Class<? extends Annotation>> stereotypes,
            Method method,
            BeanManager manager) {
        InterceptorBindings bindings = new InterceptorBindings(manager);
        // Lambdas and no method references: those would name a class that CDI 3 does not have.
        Collection<? extends Annotation> ofMethod = type.getMethods().stream()
                .filter(one -> one.getJavaMember().equals(method))
                .findFirst()
                .map(Annotated::getAnnotations)
                .orElseGet(() -> new java.util.LinkedHashSet<>(Arrays.asList(method.getAnnotations())));
        bindings.add(ofMethod);
        bindings.add(type.getAnnotations());
        bindings.addStereotypes(type.getAnnotations().stream()
                .map(Annotation::annotationType)
                .filter(kind -> manager.isStereotype(kind))
                .toList());
        bindings.addStereotypes(stereotypes);
        return bindings.found.values().toArray(Annotation[]::new);
    }

    /** Adds the bindings among {@code annotations}; one that is nearer to the method stays. */
    private void add(Collection<? extends Annotation> annotations) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (manager.isInterceptorBinding(type) && found.putIfAbsent(type, annotation) == null) {
                add(manager.getInterceptorBindingDefinition(type));
            }
        }
    }

    private void addStereotypes(Collection<Class<? extends Annotation>> stereotypes) {
        for (Class<? extends Annotation> stereotype : stereotypes) {
            Collection<Annotation> definition = manager.getStereotypeDefinition(stereotype);
            add(definition);
            addStereotypes(definition.stream()
                    .map(Annotation::annotationType)
                    .filter(kind -> manager.isStereotype(kind))
                    .toList());
        }
    }
}
