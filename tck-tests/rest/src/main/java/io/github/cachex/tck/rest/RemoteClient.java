// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.rest;

import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * A REST client whose answers are cached; {@code client/mp-rest/url} says where it asks. Its scope lets WildFly find it where
 * only annotated classes are beans.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "client")
public interface RemoteClient {
    /** Returns the cached answer. */
    @GET
    @Path("resource/remote/{key}")
    @Produces(MediaType.TEXT_PLAIN)
    @CachexFetch(cache = "beans", key = "client:{0}")
    String ask(@PathParam("key") String key);
}
