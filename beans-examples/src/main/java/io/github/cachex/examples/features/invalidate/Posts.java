// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.invalidate;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;

/** Reads and deletes posts. */
@ApplicationScoped
public class Posts {
    @Inject
    PostStore store;

    @CachexFetch(cache = "posts", key = "post:{id}")
    public Optional<Post> find(@CachexKey("id") long id) throws IOException {
        return store.find(id);
    }

    // snippet: invalidate
    @CachexInvalidate(cache = "posts", key = "post:{id}")
    public void delete(@CachexKey("id") long id) {
        store.delete(id);
    }
    // end
}
