// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.operation.EntryWrites;
import io.github.cachex.core.operation.KeyInvalidations;
import io.github.cachex.core.stage.CacheSwitch;
import io.github.cachex.core.transaction.CacheInTransaction;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.NewEntry;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The puts of callers: at once, or after the commit of their transaction; while the cache is switched off, each is an invalidation.
 *
 * @param power tells whether anything is stored
 * @param transacted puts off what is put inside a transaction
 * @param writes puts it at once
 * @param keys invalidates what a transaction takes no value of
 */
record Puts(CacheSwitch power, CacheInTransaction transacted, EntryWrites writes, KeyInvalidations keys) {
    void put(EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        if (!power.isOn()) {
            invalidate(List.of(key), settings, true);
            return;
        }
        switch (transacted.put(key, type, value, settings, true)) {
            case NO -> writes.put(key, type, value, settings);
            case REFUSED -> keys.invalidate(List.of(key), false, settings);
            case YES -> {}
        }
    }

    /** Invalidates what is not stored. */
    private void invalidate(List<EntryKey> some, CacheSettings settings, boolean mayAsk) {
        if (!transacted.invalidate(some, false, mayAsk)) {
            var unused = keys.invalidateExplicitly(some, false, settings);
        }
    }

    <T> void putAll(
            Map<EntryKey, CacheKey<T>> keys,
            Map<CacheKey<T>, T> values,
            Function<CacheKey<T>, CacheSettings> settings) {
        if (!power.isOn()) {
            if (!keys.isEmpty()) {
                invalidate(
                        List.copyOf(keys.keySet()),
                        settings.apply(keys.values().iterator().next()),
                        true);
            }
        } else if (transacted.current() == null) {
            writes.putAll(keys, values, settings);
        } else {
            keys.forEach((entryKey, key) -> put(entryKey, key.type(), values.get(key), settings.apply(key)));
        }
    }

    /** Returns what is to be written on another thread of {@code values}, as they are now, by key; what is put off is left out. */
    <T> Map<EntryKey, Supplier<Optional<NewEntry>>> begin(
            Map<EntryKey, CacheKey<T>> keys, Map<CacheKey<T>, T> values, CacheSettings settings) {
        Map<EntryKey, Supplier<Optional<NewEntry>>> left = new LinkedHashMap<>();
        if (!power.isOn()) {
            if (!transacted.invalidate(keys.keySet(), false, false)) {
                keys.keySet().forEach(entryKey -> left.put(entryKey, Optional::empty));
            }
            return left;
        }
        keys.forEach((entryKey, key) -> {
            T value = values.get(key);
            switch (transacted.put(entryKey, key.type(), value, settings, false)) {
                case NO -> left.put(entryKey, writes.prepared(entryKey, key.type(), value, settings));
                case REFUSED -> left.put(entryKey, Optional::empty);
                case YES -> {}
            }
        });
        return left;
    }

    /** Writes what was left by {@link #begin}; or invalidates it, where the cache was switched off meanwhile. */
    void end(Map<EntryKey, Supplier<Optional<NewEntry>>> left, CacheSettings settings) {
        if (power.isOn()) {
            writes.putAll(left, settings);
        } else {
            var unused = keys.invalidateExplicitly(left.keySet(), false, settings);
        }
    }
}
