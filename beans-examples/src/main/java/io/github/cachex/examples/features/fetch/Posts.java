// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.fetch;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

// snippet: bean
@ApplicationScoped
public class Posts {
    @Inject
    PostStore store;

    @CachexFetch(cache = "posts", key = "post:{id}", ttl = "5m")
    public Post find(@CachexKey("id") long id) throws IOException {
        return store.get(id);
    }
}
// end
