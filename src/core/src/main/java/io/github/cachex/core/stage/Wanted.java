// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.spi.EntryKey;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * What callers who can share one fetch have in common.
 *
 * @param entry where the value is stored
 * @param type of the value
 */
public record Wanted(EntryKey entry, Type type) {
    // What a record makes of these by itself is slow until it is compiled, and a crowd comes before that.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Wanted wanted && entry.equals(wanted.entry) && type.equals(wanted.type);
    }

    @Override
    public int hashCode() {
        return 31 * entry.hashCode() + type.hashCode();
    }
}
