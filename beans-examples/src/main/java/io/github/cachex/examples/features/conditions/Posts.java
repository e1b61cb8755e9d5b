// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.conditions;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

/** Caches posts that readers may see, and not for those who preview them. */
@ApplicationScoped
public class Posts {
    @Inject
    PostStore store;

    // snippet: conditions
    @CachexFetch(cache = "posts", key = "post:{id}", when = "!{preview}", unless = "!{result.published}")
    public Post find(@CachexKey("id") long id, @CachexKey("preview") boolean preview) throws IOException {
        return store.get(id);
    }

    @CachexFetch(cache = "posts", key = "post:{id}", when = "@askedAgain")
    public Post archived(@CachexKey("id") long id) throws IOException {
        return store.get(id);
    }
    // end
}
