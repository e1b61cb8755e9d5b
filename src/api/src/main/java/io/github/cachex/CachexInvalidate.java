// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Invalidates entries after the method succeeded; nothing is invalidated when it throws, unless {@link #before()} says so. What is
 * dropped is named by one of {@link #key()}, {@link #keys()}, {@link #tags()}, {@link #matching()} and {@link #all()};
 * without any of them it is the key made from the arguments. May stand on an annotation of one's own, as {@link CachexFetch} may; those
 * of several add up.
 */
@Repeatable(CachexInvalidate.List.class)
@InterceptorBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface CachexInvalidate {
    /** The cache's name. If empty, that of {@link CachexDefaults}; one of the two must name it. */
    @Nonbinding
    String cache() default "";

    /** The key template, as in {@link CachexFetch#key()}. */
    @Nonbinding
    String key() default "";

    /**
     * Several key templates. One placeholder of each may name the elements of a collection or an array: {@code post:{ids[]}},
     * {@code post:{posts[].id}}; then a key is invalidated for each of them.
     */
    @Nonbinding
    String[] keys() default {};

    /** All entries that carry one of these tags; templates as in {@link CachexFetch#key()}. */
    @Nonbinding
    String[] tags() default {};

    /** All entries whose id matches: {@code *} stands for any characters, {@code ?} for one; with placeholders as in {@link #key()}. */
    @Nonbinding
    String matching() default "";

    /** All entries of the cache. */
    @Nonbinding
    boolean all() default false;

    /** Whether the entries only end, and may still stand in as stale values where loading them again fails. */
    @Nonbinding
    boolean soft() default false;

    /**
     * Whether the key is invalidated before the method runs as well, whatever comes of it. A reader may refill the cache with the
     * old value while the method runs, so it is invalidated again after success.
     */
    @Nonbinding
    boolean before() default false;

    /**
     * Which calls invalidate something, as in {@link CachexFetch#when()}, said of the arguments before the method runs. Where that
     * cannot be told, a call does.
     */
    @Nonbinding
    String when() default "";

    /** Several of them on one method. */
    @InterceptorBinding
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @interface List {
        /** The annotations. */
        @Nonbinding
        CachexInvalidate[] value();
    }
}
