// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A field, or a parameter of a method, that a {@link CachexTest} is given. A parameter needs it only to name a cache, or to be refused
 * where its type cannot be given.
 */
@Target({FIELD, PARAMETER})
@Retention(RUNTIME)
public @interface Given {
    /** The name of the cache, where it is a {@link io.github.cachex.CacheHandler}. */
    String value() default "default";
}
