// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

import org.jspecify.annotations.Nullable;

/** What a method asks of a call, or of what it came to. Immutable. */
@FunctionalInterface
public interface Condition {
    /**
     * Returns whether it holds for a call with {@code arguments} that came to {@code result}.
     *
     * @throws Exception when that cannot be said
     */
    boolean holds(@Nullable Object[] arguments, @Nullable Object result) throws Exception;
}
