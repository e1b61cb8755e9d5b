// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where results go, so that no compiler leaves out what made them, and so that a wrong one is noticed. */
public final class Sink {
    private Sink() {}

    /** Takes {@code result}, which must be there. */
    public static void take(@Nullable Object result) {
        Objects.requireNonNull(result, "no result");
    }

    /** Takes {@code result}, which must not be there. */
    public static void takeAbsent(@Nullable Object result) {
        if (result != null) {
            throw new IllegalStateException("a result where none was expected: " + result);
        }
    }
}
