// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Warms a {@link CachexFetch} method when the application starts: one node of the cluster calls it, through the cache, so
 * that fresh keys are not loaded again.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CachexWarm {
    /**
     * The {@code @Named} bean of type {@code Supplier<? extends Iterable<?>>} that supplies the arguments: each element is
     * the one argument, or an {@code Object[]} or {@code List} of all. Empty for a method without parameters.
     */
    String from() default "";

    /** Whether the start goes on meanwhile; if not, it waits for this warm-up, up to {@code cachex.warm.wait}. */
    boolean async() default true;
}
