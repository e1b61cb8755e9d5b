// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.SurrogateKeys;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Resources over one cache, whose source counts up. */
@Path("")
public class Shop {
    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    private final CacheHandler cache;
    private final Map<String, AtomicInteger> source = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Consumer<String> afterRead = id -> {};

    Shop(CacheHandler cache) {
        this.cache = cache;
    }

    static void tenant(@Nullable String name) {
        TENANT.set(name);
    }

    static @Nullable String tenant() {
        return TENANT.get();
    }

    /** Changes the article in the source, and nowhere else; returns its new state. */
    int change(String id) {
        return state(id).incrementAndGet();
    }

    private AtomicInteger state(String id) {
        return source.computeIfAbsent(id, unknown -> new AtomicInteger());
    }

    /** Runs {@code next} in each request between reading and answering. */
    void afterRead(Consumer<String> next) {
        afterRead = next;
    }

    /** Returns how often the application was asked for an article. */
    int asked() {
        return asked.get();
    }

    private String read(String id, String... tags) {
        asked.incrementAndGet();
        String text = cache.fetch(
                CacheKey.of(id, String.class),
                CacheOptions.ttl("1h").tags(tags),
                () -> id + " " + state(id).get());
        afterRead.accept(id);
        return text;
    }

    @GET
    @CachexHttp
    @Produces("text/plain")
    @Path("articles/{id}")
    public String article(@PathParam("id") String id) {
        return read(id, "all", "article-" + id);
    }

    @POST
    @CachexHttp
    @Path("articles/{id}")
    public String posted(@PathParam("id") String id) {
        return read(id, "all");
    }

    @GET
    @CachexHttp
    @Path("forms/{id}")
    @Produces({"text/plain", "application/json"})
    public String forms(@PathParam("id") String id) {
        return '"' + read(id, "all") + '"';
    }

    /** What the caller says it is to be. */
    @GET
    @CachexHttp
    @Path("as/{id}")
    @Produces("text/plain")
    public Response as(
            @PathParam("id") String id,
            @QueryParam("status") @DefaultValue("200") int status,
            @QueryParam("cache") @Nullable String cacheControl,
            @QueryParam("vary") @Nullable String vary,
            @QueryParam("cookie") @Nullable String cookie) {
        return Response.status(status)
                .entity(read(id, "all"))
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header(HttpHeaders.VARY, vary)
                .header(HttpHeaders.SET_COOKIE, cookie)
                .build();
    }

    @GET
    @CachexHttp
    @Path("nothing")
    @Produces("text/plain")
    public String nothing() {
        return "of no cache";
    }

    @GET
    @CachexHttp
    @Path("unstored/{id}")
    @Produces("text/plain")
    public String unstored(@PathParam("id") String id) {
        return cache.<String, RuntimeException>fetch(
                CacheKey.of(id, String.class), CacheOptions.defaults().storeIf(text -> false), () -> "unstored");
    }

    @GET
    @CachexHttp
    @Path("many/{count}")
    @Produces("text/plain")
    public String many(@PathParam("count") int count) {
        IntStream.range(0, count).forEach(i -> read("many-" + i, "tag-" + i));
        return "many";
    }

    @GET
    @CachexHttp
    @Path("greeting")
    @Produces("text/plain")
    public String greeting(
            @HeaderParam("Authorization") @Nullable String user, @HeaderParam("Tenant") @Nullable String tenant) {
        return read("greeting", "all") + " for " + user + " of " + tenant;
    }

    @GET
    @CachexHttp(shared = true)
    @Path("shared")
    @Produces("text/plain")
    public String shared(
            @HeaderParam("Authorization") @Nullable String user, @HeaderParam("Tenant") @Nullable String tenant) {
        return read("greeting", "all") + " for " + user + " of " + tenant;
    }

    /** What an application without the filter would write by hand. */
    @GET
    @Path("byhand/{id}")
    @Produces("text/plain")
    public Response byHand(@PathParam("id") String id) {
        CacheSpace space = new CacheSpace("shop:1", "articles");
        return Response.ok(read(id, "all"))
                .header("Surrogate-Control", "max-age=3600")
                .header("Surrogate-Key", SurrogateKeys.of(space) + " " + SurrogateKeys.of(space.key(id)))
                .build();
    }
}
