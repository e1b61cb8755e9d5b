// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the REST client, which is looked up late: a runtime may have resources and no clients. */
@Path("/client")
@RequestScoped
public class ClientResource {
    @Inject
    @RestClient
    Instance<RemoteClient> client;

    /** Returns the cached answer of the client. */
    @GET
    @Path("{key}")
    @Produces(MediaType.TEXT_PLAIN)
    public String ask(@PathParam("key") String key) {
        return client.get().ask(key);
    }
}
