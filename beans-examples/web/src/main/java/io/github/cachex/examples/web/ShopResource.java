// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.ExecutionException;

/** What customers do. All writes are POST: a browser asks no leave for it across nodes. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ShopResource {
    private static final int MOST_CALLERS = 500;

    @Inject
    Shop shop;

    @Inject
    Crowd crowd;

    @Inject
    Catalogue catalogue;

    @GET
    @Path("products/{id}")
    public Answer product(@PathParam("id") String id) {
        return shop.ask(known(id));
    }

    @POST
    @Path("products/{id}/stampede")
    public Crowd.Outcome stampede(@PathParam("id") String id, @QueryParam("callers") @DefaultValue("50") int callers)
            throws InterruptedException, ExecutionException {
        if (callers < 1 || callers > MOST_CALLERS) {
            throw new BadRequestException("callers=" + callers + ": not possible; write 1 to " + MOST_CALLERS);
        }
        return crowd.rush(known(id), callers);
    }

    @POST
    @Path("products/{id}/invalidate")
    public void invalidate(@PathParam("id") String id) {
        catalogue.forget(known(id));
    }

    @POST
    @Path("categories/{category}/invalidate")
    public void invalidateCategory(@PathParam("category") String category) {
        catalogue.forgetCategory(category);
    }

    private static String known(String id) {
        try {
            return Range.of(id).id();
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }
}
