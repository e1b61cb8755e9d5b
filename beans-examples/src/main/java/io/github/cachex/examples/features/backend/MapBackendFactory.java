// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.backend;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import java.util.List;

// snippet: factory
/** Chosen by {@code cachex.backend.type=map}. */
public class MapBackendFactory implements BackendFactory {
    @Override
    public String type() {
        return "map";
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of(); // keys of its own would begin with cachex.backend.map.
    }

    @Override
    public CacheBackend create(BackendContext context) {
        return new MapBackend();
    }
}
// end
