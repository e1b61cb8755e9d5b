// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.time.Duration;
import java.util.List;

/**
 * A stored entry that a request was given the value of.
 *
 * @param key where it lives
 * @param entryId its id, another one for each load and each put
 * @param tags what it can be invalidated by, as it is stored
 * @param freshLeft how long it stayed fresh at {@code readAt}; {@link Durations#FOREVER} when it never ends
 * @param readAt when the backend was asked for it or told of it, by {@link System#nanoTime}
 * @param owned whether the application has namespaces, so that it is one's own
 */
@Internal
public record TouchedEntry(
        EntryKey key, long entryId, List<String> tags, Duration freshLeft, long readAt, boolean owned) {
    /** Returns how long it stays fresh at {@code now}, by {@link System#nanoTime}; zero or negative once it is over. */
    public Duration freshLeftAt(long now) {
        return Durations.isForever(freshLeft) ? freshLeft : freshLeft.minusNanos(now - readAt);
    }
}
