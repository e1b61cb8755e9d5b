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
 * stored when the method throws. May stand on an annotation of one's own, as {@link CachexFetch} may.
 */
@InterceptorBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface CachexPut {
    /** The cache's name. If empty, that of {@link CachexDefaults}; one of the two must name it. */
    @Nonbinding
    String cache() default "";

    /**
     * The key template, as in {@link CachexFetch#key()}; {@code {result}} is what is stored: {@code post:{result.id}}. Where a part
     * of the key is null nothing is stored, the entry of that key is invalidated, and a warning is logged once.
     */
    @Nonbinding
    String key() default "";

    /**
     * In place of {@link #key()}, for a method that stores several values: the template of the key of each element of a collection or
     * an array, such as {@code post:{ids[]}}. What is stored is a {@code Map} from these elements to values, or a {@code List} in their
     * order. The elements may be those of the list that is stored ({@code post:{posts[].id}}, {@code post:{result[].id}}), or the keys
     * of the map that the parameter marked {@link CachexValue} is ({@code post:{posts[]}}). An element without a value invalidates its
     * entry; a list of another size stores nothing and invalidates all of them, with a warning. Of elements of one key the last is
     * stored. {@link #when()} is said of the call, {@link #unless()}, {@link #tags()} and {@code {result}} of each value.
     */
    @Nonbinding
    String keys() default "";

    /** How long a value stays fresh, such as {@code 5m}. */
    @Nonbinding
    String ttl() default "";

    /** What the value can be invalidated by; templates as in {@link #key()}. */
    @Nonbinding
    String[] tags() default {};

    /**
     * Which calls store something, as in {@link CachexFetch#when()}, said of the arguments before the method runs. Others run the
     * method as if it were not annotated.
     */
    @Nonbinding
    String when() default "";

    /**
     * Which values are not stored, as in {@link CachexFetch#unless()}. What is stored under the key is invalidated then, since the
     * method has replaced it.
     */
    @Nonbinding
    String unless() default "";
}
