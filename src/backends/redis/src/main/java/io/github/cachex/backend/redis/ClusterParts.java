// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The primaries of a cluster, as parts that fail each on its own. */
final class ClusterParts implements BackendParts {
    private final Topology topology;

    ClusterParts(Topology topology) {
        this.topology = topology;
    }

    @Override
    public String of(EntryKey key) {
        return topology.holder(key.value()).name();
    }

    @Override
    public String of(CacheSpace cache) {
        return topology.holder(cache.value()).name();
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        topology.primaries().forEach(primary -> names.add(primary.name()));
        return names;
    }

    @Override
    public String describe(String part) {
        return primary(part)
                .map(primary -> part + " at " + primary.client().place())
                .orElse(part);
    }

    @Override
    public Optional<BackendLink> link(String part) {
        return Optional.of(topology.link(part));
    }

    @Override
    public Optional<String> contact(String part, CallBudget budget) {
        return new Contact(topology).server(part, budget);
    }

    @Override
    public Runnable onChange(Runnable listener) {
        return topology.onChange(listener);
    }

    private Optional<Primary> primary(String part) {
        return topology.primaries().stream()
                .filter(primary -> primary.name().equals(part))
                .findFirst();
    }
}
