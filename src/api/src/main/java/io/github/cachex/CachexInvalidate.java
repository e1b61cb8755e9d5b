// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Drops a key after the method succeeded; nothing is dropped when it throws, unless {@link #before()} says so. */
@InterceptorBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CachexInvalidate {
    /** The cache's name. If empty, that of {@link CachexDefaults}; one of the two must name it. */
    @Nonbinding
    String cache() default "";

    /** The key template, as in {@link CachexFetch#key()}. */
    @Nonbinding
    String key() default "";

    /**
     * Whether the key is dropped before the method runs as well, whatever comes of it. A reader may refill the cache with the
     * old value while the method runs, so it is dropped again after success.
     */
    @Nonbinding
    boolean before() default false;
}
