// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.stale;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

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

    // snippet: default
    @CachexFetch(
            cache = "steady-posts",
            key = "all",
            staleTtl = "1h",
            staleOn = IOException.class,
            defaultValue = "noPosts")
    public List<Post> all() throws IOException {
        return store.all();
    }

    @Produces
    @Named("noPosts")
    Supplier<List<Post>> noPosts() {
        return List::of;
    }
    // end
}
