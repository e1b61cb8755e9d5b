// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An annotation that another one carries, be it through others.
 *
 * @param annotation what is carried
 * @param carrier the annotation that carries it, on the method or the class itself or on one of theirs
 */
record Carried<A extends Annotation>(A annotation, Class<? extends Annotation> carrier) {
    /**
     * Returns those of {@code type} that the annotations of {@code place} carry: the nearest, so that what an annotation carries
     * itself goes before what its own annotations do.
     */
    static <A extends Annotation> List<Carried<A>> nearest(AnnotatedElement place, Class<A> type) {
        Set<Class<?>> seen = new HashSet<>();
        List<Class<? extends Annotation>> level = carriers(place, seen);
        while (!level.isEmpty()) {
            List<Carried<A>> found = new ArrayList<>();
            List<Class<? extends Annotation>> next = new ArrayList<>();
            for (Class<? extends Annotation> carrier : level) {
                for (A annotation : carrier.getAnnotationsByType(type)) {
                    found.add(new Carried<>(annotation, carrier));
                }
                next.addAll(carriers(carrier, seen));
            }
            if (!found.isEmpty()) {
                return found;
            }
            level = next;
        }
        return List.of();
    }

    private static List<Class<? extends Annotation>> carriers(AnnotatedElement place, Set<Class<?>> seen) {
        List<Class<? extends Annotation>> carriers = new ArrayList<>();
        for (Annotation annotation : place.getAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (!type.getName().startsWith("java.") && seen.add(type)) {
                carriers.add(type);
            }
        }
        return carriers;
    }

    /** Returns whether a container goes by what the carrier carries. */
    boolean isBound() {
        return carrier.isAnnotationPresent(InterceptorBinding.class) || carrier.isAnnotationPresent(Stereotype.class);
    }

    /** Returns the carrier as it is written. */
    String name() {
        return '@' + carrier.getSimpleName();
    }
}
