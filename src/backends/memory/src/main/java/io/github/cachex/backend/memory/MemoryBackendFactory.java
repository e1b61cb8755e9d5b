// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import java.util.List;

/** Makes the backend that is there without configuration. */
public final class MemoryBackendFactory implements BackendFactory {
    static final ConfigKey MAX_ENTRIES =
            ConfigKey.of("cachex.backend.memory.max-entries", "10000", "The largest number of entries held in memory.");
    static final ConfigKey MAX_BYTES = ConfigKey.of(
            "cachex.backend.memory.max-bytes", "64MiB", "The largest size of all keys and values held in memory.");

    @Override
    public String type() {
        return MemoryBackend.TYPE;
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of(MAX_ENTRIES, MAX_BYTES);
    }

    @Override
    public CacheBackend create(BackendContext context) {
        long entries = context.number(MAX_ENTRIES, 1, Capacity.MOST_ENTRIES);
        long bytes = context.number(MAX_BYTES, 1, Capacity.MOST_BYTES);
        return MemoryBackend.holding(entries, bytes);
    }
}
