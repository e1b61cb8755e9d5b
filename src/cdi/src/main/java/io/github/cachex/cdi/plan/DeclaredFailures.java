// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CachexFetch;
import io.github.cachex.core.config.CacheSettings;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;

/** The kept failures of a method: its callers can be thrown those alone that it declares. */
final class DeclaredFailures {
    private DeclaredFailures() {}

    /**
     * Returns {@code settings} of a method that answers a value, with those of the kept failures that it may throw; a problem where its
     * own {@code annotation} names another. What is said of a class or of all methods need not be right for each.
     */
    static CacheSettings of(AnnotatedBeanMethod annotated, Annotation annotation, CacheSettings settings) {
        Method method = annotated.method();
        if (annotation instanceof CachexFetch fetch) {
            for (Class<?> named : fetch.cacheExceptions()) {
                if (!isThrownBy(method, named)) {
                    annotated.problem(
                            CacheAnnotation.FETCH,
                            " cacheExceptions=" + named.getName()
                                    + ": the method does not declare that exception, so its callers cannot be thrown it; add it to"
                                    + " throws, or leave it out");
                }
            }
        }
        return settings.keepingFailures(failure -> isThrownBy(method, failure));
    }

    /** Tells a problem where {@code annotation} of a method of many elements names failures. */
    static void refuseForMany(AnnotatedBeanMethod annotated, Annotation annotation) {
        if (annotation instanceof CachexFetch fetch && fetch.cacheExceptions().length > 0) {
            annotated.problem(
                    CacheAnnotation.FETCH,
                    " keys and cacheExceptions: what is thrown for many elements says nothing of each, so it is not kept; leave it"
                            + " out, or keep it on the method of one");
        }
    }

    private static boolean isThrownBy(Method method, Class<?> failure) {
        return !Exception.class.isAssignableFrom(failure)
                || RuntimeException.class.isAssignableFrom(failure)
                || Arrays.stream(method.getExceptionTypes()).anyMatch(declared -> declared.isAssignableFrom(failure));
    }
}
