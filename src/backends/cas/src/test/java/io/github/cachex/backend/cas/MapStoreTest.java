// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.backend.cas.tck.CasStoreContract;

// snippet: contract
class MapStoreTest implements CasStoreContract {
    private final MapStore store = new MapStore();
    private final MapStore sibling = store.sibling();

    @Override
    public CasStore store() {
        return store;
    }

    @Override
    public CasStore otherJvm() {
        return sibling;
    }
}
// end
