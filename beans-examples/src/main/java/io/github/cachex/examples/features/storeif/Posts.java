// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.storeif;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

/** Drafts change all the time, so they are never stored. */
@ApplicationScoped
public class Posts {
    @Inject
    @Cachex("posts")
    CacheHandler posts;

    @Inject
    PostStore store;

    // snippet: storeif
    private static final CacheOptions PUBLISHED_ONLY = CacheOptions.ttl("5m").storeIf(Post::published);

    public Post find(long id) throws IOException {
        return posts.fetch(CacheKey.of("post:" + id, Post.class), PUBLISHED_ONLY, () -> store.get(id));
    }
    // end

    // snippet: storeas
    private static final CacheOptions UNTITLED =
            CacheOptions.ttl("5m").storeAs((Post post) -> new Post(post.id(), "", post.published()));

    public boolean isPublished(long id) throws IOException {
        return posts.fetch(CacheKey.of("state:" + id, Post.class), UNTITLED, () -> store.get(id))
                .published();
    }
    // end
}
