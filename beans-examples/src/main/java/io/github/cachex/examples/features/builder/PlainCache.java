// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.builder;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import java.io.IOException;
import redis.clients.jedis.UnifiedJedis;

/** A cache for a program without a container. */
public final class PlainCache {
    private PlainCache() {}

    /** Asks twice and loads once. */
    public static Post askTwice(PostStore store) throws IOException {
        // snippet: builder
        try (CacheHandler posts = CacheHandler.builder()
                .name("posts")
                .prefix("my-app")
                .property("cachex.ttl", "10m")
                .build()) {
            CacheKey<Post> key = CacheKey.of("post:1", Post.class);
            posts.fetch(key, () -> store.get(1));
            return posts.fetch(key, () -> store.get(1));
        }
        // end
    }

    /** Asks for a post on the Redis that is reached through a client of one's own, which stays open. */
    public static Post askThrough(UnifiedJedis client, PostStore store) throws IOException {
        // snippet: client
        try (CacheHandler posts = CacheHandler.builder()
                .name("posts")
                .prefix("my-app")
                .jedis(client)
                .build()) {
            return posts.fetch(CacheKey.of("post:1", Post.class), () -> store.get(1));
        }
        // end
    }
}
