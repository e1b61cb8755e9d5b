// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.all;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import java.io.IOException;
import java.util.Set;

/** Several caches of a program without a container. */
public final class PlainCaches {
    private PlainCaches() {}

    /** Fills two of them. */
    public static Set<String> fill(PostStore store) throws IOException {
        // snippet: plain
        try (Caches caches = CacheHandler.builder()
                .prefix("my-app")
                .property("cachex.cache.posts.ttl", "10m")
                .buildCaches()) {
            caches.cache("posts").fetch(CacheKey.of("post:1", Post.class), () -> store.get(1));
            caches.cache("titles").put(CacheKey.of("post:1", String.class), "First");
            return caches.names();
        }
        // end
    }
}
