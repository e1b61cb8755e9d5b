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

/**
 * Always runs the method and stores what it returns; on a void method, the argument marked {@link CachexValue}. Nothing is
 * stored when the method throws.
 */
@InterceptorBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CachexPut {
    /** The cache's name. If empty, that of {@link CachexDefaults}; one of the two must name it. */
    @Nonbinding
    String cache() default "";

    /** The key template, as in {@link CachexFetch#key()}. */
    @Nonbinding
    String key() default "";

    /** How long a value stays fresh, such as {@code 5m}. */
    @Nonbinding
    String ttl() default "";

    /** What the value can be invalidated by; templates as in {@link #key()}. */
    @Nonbinding
    String[] tags() default {};
}
