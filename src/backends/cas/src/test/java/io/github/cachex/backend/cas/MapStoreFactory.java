// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import java.util.List;

// snippet: factory
/** Chosen by {@code cachex.backend.type=shared-map}. */
public final class MapStoreFactory implements BackendFactory {
    private static final MapStore STORE = new MapStore();

    @Override
    public String type() {
        return "shared-map";
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of(); // none of its own
    }

    @Override
    public CacheBackend create(BackendContext context) {
        return new CasBackend(type(), STORE.sibling(), context.clock());
    }
}
// end
