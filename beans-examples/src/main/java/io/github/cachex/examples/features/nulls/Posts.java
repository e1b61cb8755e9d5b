// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.nulls;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;

/** Remembers for a while that a post does not exist; {@code null-ttl} says for how long. */
@ApplicationScoped
public class Posts {
    @Inject
    PostStore store;

    // snippet: nulls
    @CachexFetch(cache = "posts", key = "post:{id}", cacheNull = "true")
    public Optional<Post> find(@CachexKey("id") long id) throws IOException {
        return store.find(id);
    }
    // end
}
