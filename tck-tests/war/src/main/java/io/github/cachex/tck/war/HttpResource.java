// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.http.CachexHttp;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Answers that say how long they hold. */
@Path("/http")
@RequestScoped
public class HttpResource {
    @Inject
    @Cachex("pages")
    CacheHandler pages;

    @Inject
    HttpServletRequest request;

    /** Returns the cached page. */
    @GET
    @Path("{key}")
    @Produces(MediaType.TEXT_PLAIN)
    @CachexHttp
    public String page(@PathParam("key") String key) {
        return pages.fetch(
                CacheKey.of(key, String.class), CacheOptions.ttl("1h").tags("pages"), () -> "page " + key);
    }

    /** Returns the same in a session. */
    @GET
    @Path("session/{key}")
    @Produces(MediaType.TEXT_PLAIN)
    @CachexHttp
    public String inSession(@PathParam("key") String key) {
        return request.getSession(true).isNew() ? page(key) : "known";
    }

    /** Invalidates it. */
    @GET
    @Path("drop/{key}")
    @Produces(MediaType.TEXT_PLAIN)
    public String drop(@PathParam("key") String key) {
        return pages.invalidate(key).outcome().name();
    }
}
