// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Decides on calls of a {@link CachexFetch} method, in Java. A bean of this type with a name is meant by
 * {@code when = "@name"} and {@code unless = "@name"}.
 *
 * <p>It is asked on the threads of callers, for many calls at once. Where it throws, the call is not cached.
 */
@FunctionalInterface
public interface CacheCondition {
    /**
     * Returns whether the condition holds.
     *
     * @param method the annotated method
     * @param arguments of the call; not to be changed
     * @param result what the method answered, out of its {@code Optional} or stage; null for nothing, and in {@code when}
     * @throws Exception when that cannot be said
     */
    boolean holds(Method method, @Nullable Object[] arguments, @Nullable Object result) throws Exception;
}
