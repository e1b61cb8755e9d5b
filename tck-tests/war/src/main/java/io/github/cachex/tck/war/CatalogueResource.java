// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Answers values of the catalogue as text, and how many of those that are stored could not be used. */
@Path("/catalogue")
@RequestScoped
public class CatalogueResource {
    @Inject
    Catalogue catalogue;

    /** Returns how many stored entries this JVM could not use. */
    @GET
    @Path("foreign")
    @Produces(MediaType.TEXT_PLAIN)
    public String foreign() {
        return Long.toString(catalogue.foreign());
    }

    /** Returns the cached value. */
    @GET
    @Path("{kind}/{key}")
    @Produces(MediaType.TEXT_PLAIN)
    public String value(@PathParam("kind") String kind, @PathParam("key") String key) {
        return switch (kind) {
            case "article" -> catalogue.article(key).toString();
            case "customer" -> catalogue.customer(key).toString();
            case "page" -> catalogue.page(key).toString();
            default -> throw new IllegalArgumentException("no such kind: " + kind);
        };
    }
}
