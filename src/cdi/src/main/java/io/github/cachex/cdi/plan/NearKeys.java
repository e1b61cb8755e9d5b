// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys for the values that this JVM keeps of one method: of the arguments as they are, since writing them down takes
 * longer than finding the value. Equal ones have equal ids; those of two methods are never equal. Immutable.
 */
final class NearKeys {
    private final int[] positions;
    private final Object none = new One(this, null);

    /** Creates one for calls whose ids are made of the arguments at {@code positions}, each once. */
    NearKeys(int[] positions) {
        this.positions = positions;
    }

    /** Returns the key for a call with {@code arguments}; null where one of them does not say by itself what it is. */
    @Nullable
    Object of(@Nullable Object[] arguments) {
        if (positions.length == 0) {
            return none;
        }
        if (positions.length == 1) {
            Object only = arguments[positions[0]];
            return PlainValues.isPlain(only) ? new One(this, only) : null;
        }
        @Nullable Object[] taking = new @Nullable Object[positions.length];
        for (int i = 0; i < positions.length; i++) {
            taking[i] = arguments[positions[i]];
            if (!PlainValues.isPlain(taking[i])) {
                return null;
            }
        }
        return new Many(this, taking);
    }

    private record One(NearKeys method, @Nullable Object argument) {}

    private static final class Many {
        private final NearKeys method;
        private final @Nullable Object[] arguments;
        private final int hash;

        Many(NearKeys method, @Nullable Object[] arguments) {
            this.method = method;
            this.arguments = arguments;
            this.hash = 31 * System.identityHashCode(method) + Arrays.hashCode(arguments);
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // a method's maker is equal to itself alone
        public boolean equals(@Nullable Object other) {
            return other instanceof Many many
                    && hash == many.hash
                    && method == many.method
                    && Arrays.equals(arguments, many.arguments);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
