// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.fresh;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

/** Answers in time, however slow the store is. */
@ApplicationScoped
public class Prices {
    @Inject
    PostStore store;

    // snippet: fresh
    @CachexFetch(
            cache = "prices",
            key = "price:{id}",
            ttl = "1m",
            refreshAhead = "0.8",
            staleTtl = "1h",
            softTimeout = "100ms",
            hardTimeout = "2s")
    public Post price(@CachexKey("id") long id) throws IOException {
        return store.get(id);
    }

    @CachexFetch(cache = "rates", key = "rate:{id}", ttl = "50ms", staleTtl = "1h", softTimeout = "0")
    public Post rate(@CachexKey("id") long id) throws IOException {
        return store.get(id);
    }
    // end
}
