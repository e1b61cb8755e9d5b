// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Lets the pages of all nodes use this one (CORS), and no other page: a browser would send its requests all the same. */
@Provider
public class OwnPages implements ContainerRequestFilter, ContainerResponseFilter {
    @Inject
    Nodes nodes;

    @Override
    public void filter(ContainerRequestContext request) {
        String origin = request.getHeaderString("Origin");
        if (origin != null && !isOwn(origin, request)) {
            request.abortWith(Response.status(Response.Status.FORBIDDEN)
                    .entity("Origin=" + origin + ": not a page of this example; open it at one of " + nodes.urls())
                    .type("text/plain")
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().add("Cache-Control", "no-store");
        response.getHeaders().add("Vary", "Origin");
        String origin = request.getHeaderString("Origin");
        if (origin != null && isOwn(origin, request)) {
            response.getHeaders().add("Access-Control-Allow-Origin", origin);
        }
    }

    private boolean isOwn(String origin, ContainerRequestContext request) {
        return nodes.origins().contains(origin)
                || Nodes.origin(request.getUriInfo().getBaseUri().toString()).equals(origin);
    }
}
