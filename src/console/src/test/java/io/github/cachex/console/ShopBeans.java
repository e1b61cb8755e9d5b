// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import jakarta.enterprise.context.ApplicationScoped;

/** Something that is cached. */
@ApplicationScoped
public class ShopBeans {
    /** A value that two fields make. */
    public record Post(long id, String title) {}

    /** Loads. */
    @CachexFetch(cache = "posts", key = "post:{id}", tags = "post", ttl = "5m", staleTtl = "1h")
    public Post post(@CachexKey("id") String id) {
        return new Post(id.length(), "title of " + id);
    }
}
