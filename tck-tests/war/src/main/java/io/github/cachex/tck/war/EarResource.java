// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.tck.probe.Probe;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Takes questions in a WAR of an EAR: no server looks for resources in the libraries of an EAR. */
@Path("/ear")
@RequestScoped
public class EarResource {
    @Inject
    Probe probe;

    /** Returns the answer as text. */
    @GET
    @Path("probe/{question: .+}")
    @Produces(MediaType.TEXT_PLAIN)
    public String answer(@PathParam("question") String question) throws Exception {
        return probe.answer(question);
    }
}
