// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.composed;

import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

/** Finds posts. */
@ApplicationScoped
public class Posts {
    @Inject
    PostStore store;

    // snippet: use
    @CachedPost
    public Post find(long id) throws IOException {
        return store.get(id);
    }
    // end
}
