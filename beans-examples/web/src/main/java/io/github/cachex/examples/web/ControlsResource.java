// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheStats;
import io.github.cachex.Cachex;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page shows of this node, and what its buttons do to it. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ControlsResource {
    private static final Map<String, Relay.State> LINKS =
            Map.of("cut", Relay.State.CUT, "hang", Relay.State.HANGING, "restore", Relay.State.UP);
    private static final int MOST_PER_SECOND = 500;

    @Inject
    Nodes nodes;

    @Inject
    Counters counters;

    @Inject
    Shop shop;

    @Inject
    Warehouse warehouse;

    @Inject
    Traffic traffic;

    @Inject
    @Cachex(Catalogue.CACHE)
    CacheHandler cache;

    @GET
    @Path("state")
    public NodeState state() {
        CacheStats stats = cache.stats();
        return new NodeState(
                nodes.own(),
                nodes.urls(),
                Arrays.stream(Range.values())
                        .map(item -> new NodeState.Item(item.id(), item.label(), item.category()))
                        .toList(),
                counters.counts(),
                warehouse.loads(),
                warehouse.asking(),
                shop.waiting(),
                stats.nearEntries(),
                stats.breaker().name(),
                stats.linkUp(),
                RedisLink.relay().map(Relay::state).map(Enum::name).orElse("NONE"),
                warehouse.delayMillis(),
                warehouse.isBroken(),
                traffic.perSecond());
    }

    /** Changes what is given, and leaves the rest. */
    @POST
    @Path("source")
    public void source(
            @QueryParam("delayMillis") @Nullable Long delayMillis, @QueryParam("broken") @Nullable Boolean broken) {
        if (delayMillis != null) {
            warehouse.delay(Math.max(0, delayMillis));
        }
        if (broken != null) {
            warehouse.broken(broken);
        }
    }

    @POST
    @Path("redis/{link}")
    public void redis(@PathParam("link") String link) {
        Relay.State next = LINKS.get(link);
        if (next == null) {
            throw new BadRequestException("redis/" + link + ": not possible; write cut, hang or restore");
        }
        RedisLink.relay().ifPresent(relay -> relay.become(next));
    }

    @POST
    @Path("traffic")
    public void traffic(@QueryParam("perSecond") int perSecond) {
        traffic.flow(Math.min(MOST_PER_SECOND, Math.max(0, perSecond)));
    }
}
