// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Makes the id of an annotated method's key from its arguments, where the annotation has no template. Thread-safe. As a
 * CDI bean it replaces the built-in generator. Distinct arguments must give distinct ids.
 */
@FunctionalInterface
public interface KeyGenerator {
    /**
     * Returns the id for a call of {@code method} with {@code arguments} (in declaration order, each may be null); never
     * null or empty.
     */
    String generate(Method method, @Nullable Object[] arguments);
}
