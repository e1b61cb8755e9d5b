// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.spi.StoredEntry;

/** Reads what is stored under a call's key. */
public interface EntryReader {
    /**
     * Returns what is stored.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend failed
     */
    Finding read(FetchCall call);

    /**
     * Returns what {@code entry} is for {@code call}, for which it was read.
     *
     * @param watch what {@link LocalValues#watch} saw before the read
     * @param sentAt when the read was sent, by {@link System#nanoTime}
     * @throws io.github.cachex.error.CacheBackendException when the backend had to be asked for more and failed
     */
    Finding judge(FetchCall call, Object watch, StoredEntry entry, long sentAt);
}
