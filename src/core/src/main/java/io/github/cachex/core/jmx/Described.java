// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What consoles show beside an MBean, its attributes and operations. */
@Retention(RetentionPolicy.RUNTIME)
@Target({METHOD, TYPE})
@interface Described {
    /** A sentence. */
    String value();

    /** What the one parameter of an operation is called. */
    String parameter() default "";
}
