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

    /** Whether null is stored: {@code true} or {@code false}. */
    String cacheNull() default "";
}
