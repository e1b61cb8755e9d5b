// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.defaults;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

// snippet: defaults
@ApplicationScoped
@CachexDefaults(cache = "posts", ttl = "10m", staleTtl = "1h")
public class Posts {
    @Inject
    PostStore store;

    @CachexFetch(key = "post:{id}")
    public Post find(@CachexKey("id") long id) throws IOException {
        return store.get(id);
    }

    @CachexFetch(key = "all", ttl = "1m")
    public List<Post> all() throws IOException {
        return store.all();
    }

    @CachexInvalidate(key = "post:{id}")
    public void delete(@CachexKey("id") long id) {
        store.delete(id);
    }
}
// end
