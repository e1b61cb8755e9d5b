// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import java.util.Optional;

/** Reads what is stored under a call's key. */
@FunctionalInterface
public interface EntryReader {
    /**
     * Returns the fresh stored value. Otherwise notes on {@code call} what was found: a stale value, a rejected entry.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend failed
     */
    Optional<Outcome> read(FetchCall call);
}
