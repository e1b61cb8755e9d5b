// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides how several callers are given one value, as {@code near.store} says. To be asked before any caller has the value,
 * who could change it meanwhile. Thread-safe.
 */
public interface ValueSharing {
    /** Hands the same object to all. */
    ValueSharing BY_REFERENCE = new ValueSharing() {
        @Override
        public SharedValue kept(FetchCall call, @Nullable Object value, byte[] bytes) {
            return SharedValue.one(value);
        }

        @Override
        public Optional<SharedValue> kept(FetchCall call, Loaded loaded) {
            return Optional.of(SharedValue.one(loaded.value()));
        }

        @Override
        public SharedValue together(FetchCall call, @Nullable Object value, byte @Nullable [] bytes) {
            return SharedValue.one(value);
        }

        @Override
        public SharedValue read(FetchCall call, @Nullable Object value, byte[] bytes) {
            return SharedValue.one(value);
        }
    };

    /** Returns {@code value} as it is kept in this JVM; {@code bytes} are its entry, not to be modified. */
    SharedValue kept(FetchCall call, @Nullable Object value, byte[] bytes);

    /**
     * Returns what was loaded as it is kept in this JVM where no backend keeps it; empty where its callers could change it and
     * it cannot be encoded.
     */
    Optional<SharedValue> kept(FetchCall call, Loaded loaded);

    /**
     * Returns {@code value} for those who waited for the fetch of {@code call}; {@code bytes} are its entry where there is one.
     * A value that cannot be encoded is shared, which is said once.
     */
    SharedValue together(FetchCall call, @Nullable Object value, byte @Nullable [] bytes);

    /** Returns {@code value}, which was decoded from {@code bytes} and belongs to nobody yet, for whoever is served it. */
    SharedValue read(FetchCall call, @Nullable Object value, byte[] bytes);
}
