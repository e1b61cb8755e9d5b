// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.warm;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexWarm;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** The front page's posts are there before the first reader comes. */
@ApplicationScoped
public class Posts {
    @Inject
    PostStore store;

    // snippet: warm
    @CachexWarm(from = "frontPage")
    @CachexFetch(cache = "posts", key = "post:{id}", ttl = "5m")
    public Post find(@CachexKey("id") long id) throws IOException {
        return store.get(id);
    }

    @Produces
    @Named("frontPage")
    static Supplier<List<Long>> frontPage() {
        return () -> List.of(1L, 2L);
    }
    // end
}
