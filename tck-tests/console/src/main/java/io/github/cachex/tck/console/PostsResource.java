// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Asks for what is cached; ids may hold anything. */
@Path("posts")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class PostsResource {
    @Inject
    Posts posts;

    /** Returns the cached answer. */
    @GET
    public String post(@QueryParam("id") String id) {
        return posts.post(id);
    }

    /** Opens a cache of that name. */
    @POST
    @Path("caches")
    public void name(@QueryParam("name") String name) {
        posts.name(name);
    }

    /** Returns how often the source was asked. */
    @GET
    @Path("loads")
    public int loads() {
        return posts.loads();
    }
}
