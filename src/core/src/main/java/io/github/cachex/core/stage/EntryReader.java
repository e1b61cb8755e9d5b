// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.spi.StoredEntry;
import java.util.Optional;

/** Reads what is stored under a call's key. */
public interface EntryReader {
    /**
     * Returns the fresh stored value. Otherwise notes on {@code call} what was found: a stale value, a rejected entry.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend failed
     */
    Optional<Outcome> read(FetchCall call);

    /**
     * Returns the value of {@code entry}, which was read for {@code call}, if it is fresh and can be used. Otherwise notes on
     * {@code call} what was found, as {@link #read} does.
     *
     * @param sentAt when the read was sent, by {@link System#nanoTime}, after {@link LocalValues#watch}
     * @throws io.github.cachex.error.CacheBackendException when the backend had to be asked for more and failed
     */
    Optional<Outcome> take(FetchCall call, StoredEntry entry, long sentAt);
}
