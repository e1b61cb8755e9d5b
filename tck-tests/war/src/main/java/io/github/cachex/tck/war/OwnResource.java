// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CachexFetch;
import io.github.cachex.tck.probe.Origin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** An annotated REST resource among the classes of a WAR, not of its libraries. */
@Path("/own")
@RequestScoped
public class OwnResource {
    @Inject
    Origin origin;

    /** Returns the cached answer. */
    @GET
    @Path("{key}")
    @Produces(MediaType.TEXT_PLAIN)
    @CachexFetch(cache = "beans", key = "own:{0}")
    public String ask(@PathParam("key") String key) {
        return origin.load("own", key).toString();
    }
}
