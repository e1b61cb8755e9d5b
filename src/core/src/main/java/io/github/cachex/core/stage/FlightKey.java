// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.spi.EntryKey;
import java.lang.reflect.Type;

/**
 * What callers who can share one fetch have in common.
 *
 * @param entry where the value is stored
 * @param type of the value
 */
public record FlightKey(EntryKey entry, Type type) implements Comparable<FlightKey> {
    /** By entry alone: so maps find those quickly whose hashes are all the same. */
    @Override
    public int compareTo(FlightKey other) {
        return entry.compareTo(other.entry);
    }
}
