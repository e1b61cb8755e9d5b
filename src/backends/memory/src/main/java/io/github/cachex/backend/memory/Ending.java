// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import com.github.benmanes.caffeine.cache.Expiry;
import io.github.cachex.spi.EntryKey;
import java.util.function.ToLongBiFunction;

/** Ends each value at its own time, counted anew whenever it is replaced. */
final class Ending<V> implements Expiry<EntryKey, V> {
    private final ToLongBiFunction<V, Long> nanosLeft;

    /** Creates one from a function of the value and the present. */
    Ending(ToLongBiFunction<V, Long> nanosLeft) {
        this.nanosLeft = nanosLeft;
    }

    @Override
    public long expireAfterCreate(EntryKey key, V value, long now) {
        return nanosLeft.applyAsLong(value, now);
    }

    @Override
    public long expireAfterUpdate(EntryKey key, V value, long now, long left) {
        return nanosLeft.applyAsLong(value, now);
    }

    @Override
    public long expireAfterRead(EntryKey key, V value, long now, long left) {
        return left;
    }
}
