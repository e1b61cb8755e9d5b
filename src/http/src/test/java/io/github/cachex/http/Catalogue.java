// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

// snippet: resource
/** Browsers and web caches keep its answers for as long as the entries live that they are made of. */
@Path("catalogue")
@CachexHttp
public class Catalogue {
    private final CacheHandler articles;

    public Catalogue(CacheHandler articles) {
        this.articles = articles;
    }

    @GET
    @Path("{id}")
    @Produces("text/plain")
    public String article(@PathParam("id") String id) {
        return articles.fetch(
                CacheKey.of("article:" + id, String.class), // or a method with @CachexFetch
                CacheOptions.ttl("5m").tags("catalogue"),
                () -> "article " + id + " costs 4.20");
    }
}
// end
