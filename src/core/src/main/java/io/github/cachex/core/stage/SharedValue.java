// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.error.CacheSerializationException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value for several callers, each of whom is given an object that no other can change; or the same object, where nobody can
 * change it or it is shared on purpose. Immutable and thread-safe.
 */
public interface SharedValue {
    /** Returns whether every caller is given the same object. */
    boolean isOne();

    /**
     * Returns the value for one caller more.
     *
     * @throws CacheSerializationException when no copy can be made
     */
    @Nullable
    Object forCaller();

    /** Returns the outcome of a fetch that ends with it, right at {@code basis}; empty where no copy can be made. */
    default Optional<Outcome.Known> outcome(long basis) {
        return outcome(basis, null);
    }

    /** Returns the same of the value of {@code stored}; null where it is no stored entry's, or that is not known. */
    default Optional<Outcome.Known> outcome(long basis, @Nullable Stored stored) {
        try {
            return Optional.of(new Outcome.Value(forCaller(), basis, () -> this, stored));
        } catch (CacheSerializationException e) {
            return Optional.empty();
        }
    }

    /** Returns {@code value} itself for every caller. */
    static SharedValue one(@Nullable Object value) {
        return new One(value);
    }

    /** A value of which there is one object. */
    record One(@Nullable Object value) implements SharedValue {
        @Override
        public boolean isOne() {
            return true;
        }

        @Override
        public @Nullable Object forCaller() {
            return value;
        }
    }
}
