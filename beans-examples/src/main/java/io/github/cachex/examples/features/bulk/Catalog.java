// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.bulk;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.KeyTemplate;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads only those posts from the store that the cache does not have, and those at once. */
@ApplicationScoped
public class Catalog {
    @Inject
    @Cachex("posts")
    CacheHandler posts;

    @Inject
    PostStore store;

    // snippet: bulk
    private static final KeyTemplate<Post> POST = CacheKey.template("post:{}", Post.class);

    public Collection<Post> find(List<Long> ids) throws IOException {
        Map<CacheKey<Post>, Long> wanted = new LinkedHashMap<>();
        ids.forEach(id -> wanted.put(POST.of(id), id));
        return posts.fetchAll(wanted.keySet(), CacheOptions.ttl("5m"), missing -> {
                    Map<CacheKey<Post>, Post> found = new LinkedHashMap<>();
                    for (Post post : store.all()) {
                        found.put(POST.of(post.id()), post);
                    }
                    found.keySet().retainAll(missing);
                    return found;
                })
                .values();
    }
    // end

    // snippet: elements
    /** Called with those ids whose posts are not cached. */
    @CachexFetch(cache = "posts", keys = "post:{ids[]}", ttl = "5m")
    public Map<Long, Post> all(@CachexKey("ids") Collection<Long> ids) throws IOException {
        Map<Long, Post> found = new HashMap<>();
        for (Post post : store.all()) {
            found.put(post.id(), post);
        }
        found.keySet().retainAll(ids);
        return found;
    }

    @CachexPut(cache = "posts", keys = "post:{posts[].id}", ttl = "5m")
    public void save(@CachexValue @CachexKey("posts") List<Post> posts) {
        posts.forEach(store::save);
    }
    // end
}
