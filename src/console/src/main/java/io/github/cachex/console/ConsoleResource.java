// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import io.github.cachex.CacheHandler;
import io.github.cachex.Caches;
import io.github.cachex.Invalidation;
import io.github.cachex.NodeReport;
import io.github.cachex.error.CachexException;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The page, and what it asks for. It answers nobody whom {@link ConsoleFilter} has not let in. */
@Path("cachex")
@RequestScoped
@ConsoleGuarded
public class ConsoleResource {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.console");
    private static final String JSON = MediaType.APPLICATION_JSON + ";charset=UTF-8";
    /** How long other nodes have to answer: long for a network, short for somebody who looks at a page. */
    private static final Duration WAIT = Duration.ofMillis(400);

    private static final long PATIENCE_SECONDS = 5;

    /** Looked up, since an injected one would say that any cache may be filled by any name. */
    @Inject
    @Nullable
    Instance<Caches> caches;

    /** Leads to the page, so that its files lie beside it. */
    @GET
    public Response root(@Context SecurityContext user) {
        return guarded(user, () -> Response.seeOther(URI.create("cachex/index.html")));
    }

    /** Returns a file of the page. */
    @GET
    @Path("{file: " + ConsoleFiles.NAMES + "}")
    public Response file(@PathParam("file") String file, @Context SecurityContext user) {
        return guarded(user, () -> Response.ok(ConsoleFiles.bytes(file), ConsoleFiles.type(file)));
    }

    /** Returns what the page may do, and the token by which it does. */
    @GET
    @Path("session")
    @Produces(JSON)
    public Response session(@CookieParam(ConsoleToken.COOKIE) @Nullable String kept, @Context SecurityContext user) {
        return guarded(user, () -> {
            ConsoleSettings settings = ConsoleSettings.read();
            String token = kept != null && ConsoleToken.isToken(kept) ? kept : ConsoleToken.create();
            Map<String, Object> session = new LinkedHashMap<>();
            session.put("user", name(user));
            session.put("mayChange", !settings.isOpen());
            session.put("mayShowValues", settings.values());
            session.put("token", token);
            return json(session).header("Set-Cookie", ConsoleToken.cookie(token, user.isSecure()));
        });
    }

    /** Returns what all nodes say of themselves, this one first. */
    @GET
    @Path("nodes")
    @Produces(JSON)
    public Response nodes(@Context SecurityContext user) {
        return guarded(user, () -> json(Map.of("nodes", reports())));
    }

    private List<NodeReport> reports() {
        try {
            return caches().nodes(WAIT).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the nodes cannot be asked", e);
        }
    }

    /** Returns the settings in force on this node. */
    @GET
    @Path("settings")
    @Produces(JSON)
    public Response settings(@Context SecurityContext user) {
        return guarded(user, () -> json(Map.of("settings", caches().settings())));
    }

    /** Returns what the figures of this node advise. */
    @GET
    @Path("advice")
    @Produces(JSON)
    public Response advice(@Context SecurityContext user) {
        return guarded(user, () -> json(Map.of("advice", caches().advice())));
    }

    /**
     * Returns what is stored under {@code id}: whether anything is; with the name of its {@code type} the facts of the entry as well, and
     * its value where that may be shown.
     */
    @GET
    @Path("entry")
    @Produces(JSON)
    public Response entry(
            @QueryParam("cache") @DefaultValue("") String cache,
            @QueryParam("id") @DefaultValue("") String id,
            @QueryParam("type") @DefaultValue("") String type,
            @Context SecurityContext user) {
        return guarded(user, () -> {
            Optional<CacheHandler> handler = caches().find(cache);
            return handler.isEmpty()
                    ? problem(Status.NOT_FOUND, "the cache is not there on this node")
                    : answered(() ->
                            new EntryFacts(handler.get(), ConsoleSettings.read().values()).of(id, type));
        });
    }

    /** Invalidates. */
    @POST
    @Path("invalidate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(JSON)
    public Response invalidate(InputStream body, @Context SecurityContext user) {
        return guarded(
                user,
                () -> answered(() -> {
                    Change change = Change.read(body);
                    LOG.log(LogMessage.CONSOLE_CHANGE.with(name(user), change.said()));
                    Invalidation made = change.makeIn(caches().cache(change.cache()));
                    return Map.of("outcome", made.outcome(), "count", made.count());
                }));
    }

    private interface Answer {
        Map<String, ?> get() throws IOException;
    }

    private interface Answering {
        Response.ResponseBuilder get();
    }

    private static Response.ResponseBuilder answered(Answer answer) {
        try {
            return json(answer.get());
        } catch (UnsupportedOperationException | IllegalArgumentException | CachexException e) {
            return problem(Status.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return problem(Status.BAD_REQUEST, "the request broke off");
        }
    }

    private static Response guarded(SecurityContext user, Answering answer) {
        return ConsoleFilter.letIn(user)
                ? answer.get().build()
                : problem(
                                Status.FORBIDDEN,
                                "the console's filter is not there; register ConsoleFilter beside ConsoleResource")
                        .build();
    }

    private static Response.ResponseBuilder json(Map<String, ?> value) {
        return Response.ok(ConsoleJson.of(value), JSON);
    }

    private static Response.ResponseBuilder problem(Status status, String problem) {
        return Response.status(status)
                .entity(ConsoleJson.of(Map.of("problem", problem)))
                .type(JSON);
    }

    private static String name(SecurityContext user) {
        Principal principal = user.getUserPrincipal();
        return principal == null ? "nobody" : principal.getName();
    }

    private Caches caches() {
        if (caches == null) {
            throw new IllegalStateException("the console was not made by CDI");
        }
        return caches.get();
    }
}
