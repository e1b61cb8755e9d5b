// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.CallBudget;
import java.util.Optional;

/**
 * A {@link CasStore} that deletes a record whatever its version is, and says what it was, in one trip: an invalidation costs one instead of
 * two then. Thread-safe.
 */
public interface RemovingStore extends CasStore {
    /** Deletes what is stored under {@code name} and returns it, both at once, so that of two callers one is given it. */
    Optional<Versioned> remove(String name, CallBudget budget);
}
