// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.tags;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.FetchContext;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

/** Drops everything that a post appears in, without knowing the keys. */
@ApplicationScoped
@CachexDefaults(staleTtl = "1h")
public class Articles {
    @Inject
    PostStore store;

    // snippet: tags
    @CachexFetch(cache = "articles", key = "article:{id}", tags = "post:{id}")
    public String article(@CachexKey("id") long id) throws IOException {
        return "# " + store.get(id).title();
    }

    @CachexFetch(cache = "articles", key = "front-page")
    public List<String> frontPage() throws IOException {
        List<Post> posts = store.all();
        posts.forEach(post -> FetchContext.current().tags("post:" + post.id()));
        return posts.stream().map(Post::title).toList();
    }

    @CachexInvalidate(cache = "articles", tags = "post:{id}")
    public void rename(@CachexKey("id") long id, String title) {
        store.save(new Post(id, title, true));
    }
    // end

    // snippet: groups
    @CachexInvalidate(cache = "articles", matching = "article:*")
    public void styleChanged() {}

    @CachexInvalidate(cache = "articles", all = true, soft = true)
    public void templateChanged() {}
    // end
}
