// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Puts and drops in one of the server's transactions, and tells what others saw during it and saw after it. */
@Path("/transactions")
@RequestScoped
public class TransactionResource {
    @Inject
    Edits edits;

    @Inject
    UserTransaction transaction;

    /** Returns the two values as others saw them during the transaction, and after it. */
    @GET
    @Path("{end}/{key}")
    @Produces(MediaType.TEXT_PLAIN)
    public String run(@PathParam("end") String end, @PathParam("key") String key) throws Exception {
        String dropped = key + "-dropped";
        edits.replace(key, "old");
        edits.replace(dropped, "old");
        transaction.begin();
        edits.replace(key, "new");
        edits.drop(dropped);
        String during = edits.outside(key) + ' ' + edits.outside(dropped);
        if (end.equals("commit")) {
            transaction.commit();
        } else {
            transaction.rollback();
        }
        return during + ", " + edits.outside(key) + ' ' + edits.outside(dropped);
    }
}
