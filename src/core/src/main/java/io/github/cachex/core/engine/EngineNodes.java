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
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** This node among those of its application. Thread-safe. */
final class EngineNodes implements NodeFacts, AutoCloseable {
    private final Caches caches;
    private final Supplier<Map<String, CacheAssembly>> open;
    /** One for each backend, since each has a channel of its own; the default one's first. */
    private final List<Nodes> nodes;

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
        this.nodes = services.lanes().stream()
                .map(lane -> new Nodes(
                        // Inline, nobody would answer.
                        lane.backend().nodes().filter(channel -> !services.inline),
                        services.namespace,
                        this,
                        lane.threads().scheduler(),
                        budget))
                .toList();
        this.identity = NodeIdentity.here(application, nodes.get(0).jvm(), services.started);
    }

    /** Returns what will be the reports of this node and of those that answer within {@code wait}, each once. */
    CompletableFuture<List<NodeReport>> reports(Duration wait) {
        return all(nodes.stream().map(channel -> channel.reports(wait)).toList())
                .thenApply(answers -> {
                    Map<String, NodeReport> byJvm = new LinkedHashMap<>();
                    // The first of each answer is this node.
                    byJvm.put(identity.jvm(), answers.get(0).get(0));
                    answers.stream()
                            .flatMap(Collection::stream)
                            .sorted(Comparator.comparing(NodeReport::node).thenComparing(NodeReport::jvm))
                            .forEach(report -> byJvm.putIfAbsent(report.jvm(), report));
                    return List.copyOf(byJvm.values());
                });
    }

    /** Returns what will be the node that holds the lease which is {@code sought}, if one says so within {@code wait}. */
    CompletableFuture<Optional<LeaseHolder>> holder(SoughtLease sought, Duration wait) {
        List<CompletableFuture<Optional<LeaseHolder>>> asked =
                nodes.stream().map(channel -> channel.holder(sought, wait)).toList();
        CompletableFuture<Optional<LeaseHolder>> first = new CompletableFuture<>();
        asked.forEach(answer -> answer.thenAccept(holder -> {
            if (holder.isPresent()) {
                first.complete(holder);
            }
        }));
        return all(asked)
                .thenApply(answers -> answers.stream().flatMap(Optional::stream).findFirst())
                .applyToEither(first, holder -> holder);
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> answers) {
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public void close() {
        nodes.forEach(Nodes::close);
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
