// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.transactions;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.Optional;

/** Deletes posts in transactions. */
@ApplicationScoped
public class Editors {
    @Inject
    PostStore store;

    @Inject
    @Cachex("posts")
    CacheHandler posts;

    @CachexFetch(cache = "posts", key = "post:{id}")
    public Optional<Post> find(@CachexKey("id") long id) throws IOException {
        return store.find(id);
    }

    // snippet: transactions
    @Transactional
    @CachexInvalidate(cache = "posts", key = "post:{id}")
    public void delete(@CachexKey("id") long id) {
        store.delete(id);
    }

    @Transactional
    public void replace(Post post) {
        posts.invalidateTags("front-page"); // after the commit; never if it is rolled back
        posts.put(CacheKey.of("post:" + post.id(), Post.class), post); // as well
    }
    // end
}
