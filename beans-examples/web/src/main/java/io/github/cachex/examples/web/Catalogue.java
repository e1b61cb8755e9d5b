// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.FetchContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** All there is of Cachex in the shop: everything else in this application makes it visible. */
@ApplicationScoped
public class Catalogue {
    static final String CACHE = "products";

    @Inject
    Warehouse warehouse;

    /** Short-lived, so that one sees values end; an old one stands in for ten minutes when the warehouse is broken. */
    @CachexFetch(cache = CACHE, key = "{0}", ttl = "10s", staleTtl = "10m")
    public Product find(String id) throws WarehouseException {
        Product product = warehouse.ask(id);
        FetchContext.current().tags(product.category());
        return product;
    }

    @CachexInvalidate(cache = CACHE, key = "{0}")
    public void forget(String id) {}

    @CachexInvalidate(cache = CACHE, tags = "{0}")
    public void forgetCategory(String category) {}
}
