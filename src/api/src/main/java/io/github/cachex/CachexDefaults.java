// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Settings for all annotated methods of a bean class, where the method's own annotation leaves them empty. */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CachexDefaults {
    /** The cache's name. */
    String cache() default "";

    /** How long a value stays fresh, such as {@code 5m}. */
    String ttl() default "";

    /** How long after its ttl a value may stand in when the method fails, such as {@code 1h}. */
    String staleTtl() default "";

    /**
     * The failures of the method, with their subclasses, for which a stale value may stand in; if empty, all exceptions but those
     * that say that the thing is not there ({@link io.github.cachex.CacheOptions#staleOn} names them). Said from outside as names
     * of classes with commas between them.
     */
    Class<? extends Throwable>[] staleOn() default {};

    /**
     * The failures of the method, with their subclasses, that reach the caller whatever {@link #staleOn()} says: nothing stands in
     * for them.
     */
    Class<? extends Throwable>[] skipOn() default {};

    /** The failures of the method that are kept for {@link #exceptionTtl()}; see {@link CachexFetch#cacheExceptions()}. */
    Class<? extends Throwable>[] cacheExceptions() default {};

    /** How long a kept failure is thrown, such as {@code 10s}. */
    String exceptionTtl() default "";

    /** How long a caller waits for the method while a stale value could be served, such as {@code 100ms}. */
    String softTimeout() default "";

    /** How long a caller waits for the method at all, such as {@code 2s}. */
    String hardTimeout() default "";

    /** The share of the ttl after which a value that is asked for is refreshed in the background, such as {@code 0.8}. */
    String refreshAhead() default "";

    /** What the values can be invalidated by; added to those of the method. */
    String[] tags() default {};

    /** Whether null is stored: {@code true} or {@code false}. */
    String cacheNull() default "";
}
