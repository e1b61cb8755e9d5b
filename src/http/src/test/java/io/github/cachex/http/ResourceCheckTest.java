// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Each wrong use of {@link CachexHttp} is a mistake of the deployment, with its place and its remedy. */
class ResourceCheckTest {
    @Path("good")
    @CachexHttp
    @ApplicationScoped
    public static class Good {
        @GET
        public String read() {
            return "";
        }

        @POST
        public void write() {}

        public void help() {}
    }

    @Path("wrong")
    @ApplicationScoped
    public static class Wrong {
        @POST
        @CachexHttp
        public void write() {}

        @CachexHttp
        public void help() {}

        @GET
        @Path("later")
        @CachexHttp
        public CompletionStage<String> later() {
            return CompletableFuture.completedFuture("");
        }

        @GET
        @Path("suspended")
        @CachexHttp
        public void suspended(@Suspended AsyncResponse response) {}

        @GET
        @Path("guarded")
        @CachexHttp(shared = true)
        @RolesAllowed("admin")
        public String guarded() {
            return "";
        }

        @GET
        @CachexHttp
        String hidden() {
            return "";
        }
    }

    @CachexHttp
    public static class NoRoot {
        @GET
        public String read() {
            return "";
        }
    }

    @Path("writing")
    @CachexHttp
    public static class Writing {
        @POST
        public void write() {}
    }

    interface Described {
        @GET
        String read();
    }

    @Path("described")
    @CachexHttp
    public static class Implemented implements Described {
        @Override
        public String read() {
            return "";
        }
    }

    @Test
    void goodResources_haveNoMistakes() {
        assertThat(ResourceCheck.problems(Good.class)).isEmpty();
        assertThat(ResourceCheck.problems(Implemented.class)).isEmpty();
        assertThat(ResourceCheck.problems(Shop.class))
                .hasSize(1)
                .first()
                .asString()
                .contains("posted: @CachexHttp: answers POST");
    }

    @Test
    void wrongUses_areNamedWithPlaceAndRemedy() {
        String type = Wrong.class.getName();
        assertThat(ResourceCheck.problems(Wrong.class))
                .containsExactlyInAnyOrder(
                        type + ".write: @CachexHttp: answers POST, of which nothing is kept; remove it",
                        type
                                + ".help: @CachexHttp: is no resource method;"
                                + " put it on a method with @GET, or on the class of such methods",
                        type
                                + ".later: @CachexHttp: answers later, on another thread, where nobody knows which entries it was"
                                + " given; let it return its answer, or leave @CachexHttp away",
                        type
                                + ".suspended: @CachexHttp: answers later, on another thread, where nobody knows which entries it was"
                                + " given; let it return its answer, or leave @CachexHttp away",
                        type
                                + ".guarded: @CachexHttp: shared = true has web caches hand its answers to anybody, and roles guard it;"
                                + " remove shared = true, or the roles",
                        type + ".hidden: @CachexHttp: is not public, so that no request reaches it; make it public");
        assertThat(ResourceCheck.problems(NoRoot.class))
                .hasSize(1)
                .first()
                .asString()
                .contains("has no @Path");
        assertThat(ResourceCheck.problems(Writing.class))
                .hasSize(1)
                .first()
                .asString()
                .contains("no method of it answers GET");
    }

    @Test
    void wrongUse_stopsTheDeployment() {
        SeContainerInitializer weld = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(CachexHttpExtension.class)
                .addBeanClasses(Wrong.class, Good.class);
        assertThatThrownBy(weld::initialize).hasStackTraceContaining("guarded: @CachexHttp: shared = true");
    }
}
