// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers.jsr107;

import io.github.cachex.tck.jsr107.TckRun;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Runs JSR-107's tests where it is deployed. */
@Path("jsr107")
@RequestScoped
public class TckResource {
    private static final String BETWEEN = "\n\n";

    /** Answers as soon as it can be asked. */
    @GET
    @Path("up")
    public String up() {
        return "up";
    }

    /** Returns what came of each test, one after an empty line after the other. */
    @GET
    public String results() {
        return String.join(BETWEEN, TckRun.results(ServerBeans.GIVEN));
    }
}
