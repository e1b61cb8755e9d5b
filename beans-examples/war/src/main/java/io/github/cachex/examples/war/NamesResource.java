// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.war;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the application answers. */
@Path("/")
@RequestScoped
public class NamesResource {
    @Inject
    Countries countries;

    @Inject
    Languages languages;

    @Inject
    Source source;

    @Inject
    HeardLoads heardLoads;

    @GET
    @Path("countries/{code}")
    @Produces(MediaType.APPLICATION_JSON)
    public Names country(@PathParam("code") String code) {
        return countries.find(code);
    }

    @GET
    @Path("languages/{code}")
    @Produces(MediaType.APPLICATION_JSON)
    public Names language(@PathParam("code") String code) {
        return languages.find(code);
    }

    /** Returns how often this server had to gather names itself. */
    @GET
    @Path("loads")
    @Produces(MediaType.TEXT_PLAIN)
    public int loads() {
        return source.loads();
    }

    /** Returns how many loads of this server Cachex has told of. */
    @GET
    @Path("heard")
    @Produces(MediaType.TEXT_PLAIN)
    public int heard() {
        return heardLoads.heard();
    }
}
