// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks the class of a bean whose design is legitimate: nothing is said against it, neither as an error nor as a warning. */
@Retention(RetentionPolicy.RUNTIME)
@interface Accepted {
    /** Returns what is configured, each as {@code key=value}; {@code §} stands for the name of the class. */
    String[] settings() default {};

    /** Returns the beans that are deployed beside it. */
    Class<?>[] beside() default {};
}
