// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.operation.EntryWrites;
import io.github.cachex.core.transaction.CacheInTransaction;
import io.github.cachex.spi.EntryKey;
import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The puts of callers: at once, or after the commit of their transaction.
 *
 * @param transacted puts off what is put inside a transaction
 * @param writes puts it at once
 */
record Puts(CacheInTransaction transacted, EntryWrites writes) {
    void put(EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        if (!transacted.put(key, type, value, settings)) {
            writes.put(key, type, value, settings);
        }
    }

    <T> void putAll(Map<EntryKey, CacheKey<T>> keys, Map<CacheKey<T>, T> values, CacheSettings settings) {
        if (transacted.current() == null) {
            writes.putAll(keys, values, settings);
        } else {
            keys.forEach((entryKey, key) -> put(entryKey, key.type(), values.get(key), settings));
        }
    }
}
