// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.handler;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.Invalidation;
import io.github.cachex.KeyTemplate;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

// snippet: handler
@ApplicationScoped
public class Posts {
    private static final KeyTemplate<Post> POST = CacheKey.template("post:{}", Post.class);

    @Inject
    @Cachex("posts")
    CacheHandler posts;

    @Inject
    PostStore store;

    public Post find(long id) throws IOException {
        return posts.fetch(POST.of(id), () -> store.get(id));
    }

    public Invalidation forget(long id) {
        return posts.invalidate(POST.of(id).id());
    }
}
// end
