// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks the class of a bean that an application starts with, and is warned of. */
@Retention(RetentionPolicy.RUNTIME)
@interface Suspected {
    /** Returns the warnings; {@code §} stands for the name of the class. */
    String[] value();

    /** Returns what is configured, each as {@code key=value}. */
    String[] settings() default {};

    /** Returns the beans that are deployed beside it. */
    Class<?>[] beside() default {};
}
