// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

/** The annotations that are at work when a method is called. */
public enum CacheAnnotation {
    /** {@link CachexFetch}. */
    FETCH(CachexFetch.class),
    /** {@link CachexPut}. */
    PUT(CachexPut.class),
    /** {@link CachexInvalidate}. */
    INVALIDATE(CachexInvalidate.class);

    private final Class<? extends Annotation> annotation;

    CacheAnnotation(Class<? extends Annotation> annotation) {
        this.annotation = annotation;
    }

    /** Returns the annotation's class. */
    public Class<? extends Annotation> annotation() {
        return annotation;
    }

    /** Returns whether {@code method} carries it, or what stands for it, once or several times. */
    public boolean isOn(Method method) {
        return MethodAnnotations.isOn(method, this);
    }

    /** Returns how {@code method} spells it, such as {@code @CachexFetch}; empty where it does not carry it. */
    public List<String> names(Method method) {
        return MethodAnnotations.names(method, this);
    }

    /** Returns the annotation's name as configuration keys have it, such as {@code CachexFetch}. */
    public String simpleName() {
        return annotation.getSimpleName();
    }
}
