// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import java.util.function.Predicate;

/**
 * When an annotation takes effect: before its method runs and not again, or after the method; then after success, and after the
 * failures that it names.
 *
 * @param before whether it does before
 * @param failures holds for the failures after which it does as well
 */
public record Timing(boolean before, Predicate<Throwable> failures) {
    /** After success alone. */
    public static final Timing AFTER_SUCCESS = new Timing(false, failure -> false);

    /** Before alone. */
    public static final Timing BEFORE = new Timing(true, failure -> false);
}
