// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.put;

import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Writes posts so that readers find them in the cache. */
@ApplicationScoped
public class Editor {
    @Inject
    PostStore store;

    // snippet: put
    @CachexPut(cache = "posts", key = "post:{post.id}", ttl = "5m")
    public Post save(@CachexKey("post") Post post) {
        return store.save(post);
    }

    @CachexPut(cache = "posts", key = "post:{id}", ttl = "5m")
    public void replace(@CachexKey("id") long id, @CachexValue Post post) {
        store.save(post);
    }
    // end
}
