// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

/** What explicit operations do when the backend fails. Annotated methods always degrade. */
public enum ErrorPolicy {
    /** Goes on without the backend: a fetch loads, a get is empty, a failed put becomes a queued invalidation. The default. */
    DEGRADE,
    /** Throws {@link io.github.cachex.error.CacheBackendException}. */
    THROW
}
