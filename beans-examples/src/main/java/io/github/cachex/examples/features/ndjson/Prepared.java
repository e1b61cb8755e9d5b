// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.ndjson;

import io.github.cachex.CacheWarmer;
import io.github.cachex.cdi.warmup.NdjsonWarmer;
import io.github.cachex.examples.features.Post;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The posts of {@code prepared/posts.ndjson}, which the build has made. */
@ApplicationScoped
public class Prepared {
    // snippet: ndjson
    @Produces
    @Singleton
    static CacheWarmer posts() {
        return NdjsonWarmer.resource("posts", Post.class, "prepared/posts.ndjson");
    }
    // end
}
