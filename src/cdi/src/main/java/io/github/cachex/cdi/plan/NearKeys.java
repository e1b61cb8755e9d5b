// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys for the values that this JVM keeps of one method: of the arguments as they are, since writing them down takes
 * longer than finding the value. Equal ones have equal ids; those of two methods are never equal. They have an order, by which maps
 * find those whose hashes are all the same. Immutable.
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

    private record One(NearKeys method, @Nullable Object argument) implements Comparable<One> {
        @Override
        public int compareTo(One other) {
            int order = order(method, other.method);
            return order == 0 ? PlainOrder.compare(argument, other.argument) : order;
        }
    }

    private static int order(NearKeys one, NearKeys other) {
        return Integer.compare(System.identityHashCode(one), System.identityHashCode(other));
    }

    private static final class Many implements Comparable<Many> {
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

        @Override
        public int compareTo(Many other) {
            int order = order(method, other.method);
            for (int i = 0; order == 0 && i < Math.min(arguments.length, other.arguments.length); i++) {
                order = PlainOrder.compare(arguments[i], other.arguments[i]);
            }
            return order;
        }
    }
}
