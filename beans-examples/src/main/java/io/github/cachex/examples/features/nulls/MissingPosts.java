// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.nulls;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.NoSuchElementException;

/** Remembers for a while that there is no such post, which its method says by an exception. */
@ApplicationScoped
public class MissingPosts {
    @Inject
    PostStore store;

    // snippet: failures
    @CachexFetch(
            cache = "existing-posts",
            key = "post:{id}",
            cacheExceptions = NoSuchElementException.class,
            exceptionTtl = "30s")
    public Post find(@CachexKey("id") long id) throws IOException {
        return store.find(id).orElseThrow(() -> new NoSuchElementException("no post " + id));
    }

    @CachexInvalidate(cache = "existing-posts", key = "post:{post.id}")
    public Post save(@CachexKey("post") Post post) {
        return store.save(post);
    }
    // end
}
