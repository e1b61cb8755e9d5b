// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The probe over JAX-RS. */
@Path("/")
@RequestScoped
public class ProbeResource {
    @Inject
    Probe probe;

    @GET
    @Path("ask/{bean}/{key}")
    @Produces(MediaType.TEXT_PLAIN)
    public String ask(@PathParam("bean") String bean, @PathParam("key") String key) {
        return probe.ask(bean, key);
    }

    @GET
    @Path("loads")
    @Produces(MediaType.TEXT_PLAIN)
    public String loads() {
        return probe.ask("loads");
    }

    @GET
    @Path("place")
    @Produces(MediaType.TEXT_PLAIN)
    public String place() {
        return probe.ask("place");
    }

    @GET
    @Path("heard")
    @Produces(MediaType.TEXT_PLAIN)
    public String heard() {
        return probe.ask("heard");
    }
}
