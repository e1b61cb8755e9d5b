// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.typed;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.KeyTemplate;
import io.github.cachex.TypedCache;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Posts by id: keys whose arguments the compiler checks, and many at once by plain ids. */
@ApplicationScoped
public class PostsById {
    @Inject
    @Cachex("posts")
    CacheHandler cache;

    @Inject
    PostStore store;

    // snippet: template
    private static final KeyTemplate.One<Post, Long> POST = CacheKey.template("post:{}", Post.class, Long.class);

    public Post find(long id) throws IOException {
        return cache.fetch(POST.of(id), () -> store.get(id));
    }
    // end

    // snippet: many
    public Map<String, Post> titled(Collection<String> ids) throws IOException {
        TypedCache<Post> posts = cache.typed(Post.class);
        return posts.fetchAll(ids, CacheOptions.ttl("1h").tags("posts"), missing -> {
            Map<String, Post> loaded = new LinkedHashMap<>();
            for (String id : missing) {
                loaded.put(id, store.get(Long.parseLong(id)));
            }
            return loaded;
        });
    }
    // end
}
