// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.stale;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

/** Serves the last good post for an hour when the store fails. */
@ApplicationScoped
public class Posts {
    @Inject
    PostStore store;

    // snippet: stale
    @CachexFetch(cache = "steady-posts", key = "post:{id}", ttl = "200ms", staleTtl = "1h")
    public Post find(@CachexKey("id") long id) throws IOException {
        return store.get(id);
    }
    // end
}
