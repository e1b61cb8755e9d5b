// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.Caches;
import io.github.cachex.HotKey;
import io.github.cachex.LeaseHolder;
import io.github.cachex.NodeReport;
import io.github.cachex.core.lease.LoadUnderWay;
import io.github.cachex.core.node.NodeFacts;
import io.github.cachex.core.node.NodeIdentity;
import io.github.cachex.core.node.Nodes;
import io.github.cachex.core.node.SoughtLease;
import io.github.cachex.spi.NodeChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** This node among those of its application. Thread-safe. */
final class EngineNodes implements NodeFacts {
    private final Caches caches;
    private final Supplier<Map<String, CacheAssembly>> open;
    private final Nodes nodes;
    private final NodeIdentity identity;

    /**
     * Creates it with {@code services}, as a node of {@code application}.
     *
     * @param budget for each message
     * @param caches what its caches count
     * @param open the caches that there are, by name
     */
    EngineNodes(
            EngineServices services,
            String application,
            Duration budget,
            Caches caches,
            Supplier<Map<String, CacheAssembly>> open) {
        this.caches = caches;
        this.open = open;
        // Inline, nobody would answer.
        Optional<NodeChannel> channel = services.inline ? Optional.empty() : services.backend.nodes();
        this.nodes = new Nodes(channel, services.namespace, this, services.threads.scheduler(), budget);
        this.identity = NodeIdentity.here(application, nodes.jvm(), services.states.started());
    }

    Nodes all() {
        return nodes;
    }

    @Override
    public NodeReport report() {
        Map<String, List<HotKey>> hot = new TreeMap<>();
        caches.names().forEach(name -> hot.put(name, caches.hotKeys(name)));
        return new NodeReport(
                identity.node(),
                identity.host(),
                identity.pid(),
                identity.application(),
                identity.jvm(),
                identity.since(),
                caches.stats(),
                caches.methods(),
                hot,
                caches.health(),
                caches.advice(),
                true);
    }

    @Override
    public Optional<LeaseHolder> holder(SoughtLease sought) {
        return open.get().values().stream()
                .flatMap(cache -> cache.loads().stream())
                .filter(load ->
                        sought.isIt(load.token(), load.key().cache(), load.key().id()))
                .findFirst()
                .map(this::holder);
    }

    private LeaseHolder holder(LoadUnderWay load) {
        return new LeaseHolder(
                identity.node(), identity.jvm(), load.key().cache(), load.key().id(), load.token(), load.held());
    }
}
