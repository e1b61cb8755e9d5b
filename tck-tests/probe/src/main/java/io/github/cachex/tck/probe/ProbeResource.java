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

/** Takes questions over HTTP. */
@Path("/probe")
@RequestScoped
public class ProbeResource {
    @Inject
    Probe probe;

    /** Returns the answer as text. */
    @GET
    @Path("{question: .+}")
    @Produces(MediaType.TEXT_PLAIN)
    public String answer(@PathParam("question") String question) throws Exception {
        return probe.answer(question);
    }
}
