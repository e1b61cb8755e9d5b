// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.rest;

import io.github.cachex.CachexFetch;
import io.github.cachex.tck.probe.Origin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A REST resource whose method is annotated itself, beside one that is not. */
@Path("/resource")
@RequestScoped
public class CachedResource {
    @Inject
    Origin origin;

    /** Returns the cached answer. */
    @GET
    @Path("{key}")
    @Produces(MediaType.TEXT_PLAIN)
    @CachexFetch(cache = "beans", key = "resource:{0}")
    public String ask(@PathParam("key") String key) {
        return origin.load("resource", key).toString();
    }

    /** Loads for the one who asks over HTTP. */
    @GET
    @Path("remote/{key}")
    @Produces(MediaType.TEXT_PLAIN)
    public String remote(@PathParam("key") String key) {
        return origin.load("client", key).toString();
    }
}
