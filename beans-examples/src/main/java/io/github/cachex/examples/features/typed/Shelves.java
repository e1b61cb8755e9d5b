// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.typed;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.TypeRef;
import io.github.cachex.TypedCache;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

/** Lists of posts; generic types are told by a {@link TypeRef}. */
@ApplicationScoped
public class Shelves {
    // snippet: typed
    private final TypedCache<List<Post>> shelves;
    private final PostStore store;

    @Inject
    Shelves(@Cachex("shelves") CacheHandler cache, PostStore store) {
        this.shelves = cache.typed(new TypeRef<List<Post>>() {});
        this.store = store;
    }

    public List<Post> published() throws IOException {
        return shelves.fetch(
                "published", () -> store.all().stream().filter(Post::published).toList());
    }
    // end

    /** For the container's proxies. */
    @SuppressWarnings("NullAway")
    protected Shelves() {
        this.shelves = null;
        this.store = null;
    }
}
