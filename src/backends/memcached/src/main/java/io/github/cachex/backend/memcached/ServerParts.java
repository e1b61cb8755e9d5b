// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.backend.cas.CasBackend;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The servers as parts that fail each on its own. Which has what never changes, so that a part's address is its name. Immutable. */
final class ServerParts implements BackendParts {
    private final Ring ring;
    private final List<String> names;
    private final Map<String, CasBackend> backends = new LinkedHashMap<>();

    ServerParts(List<ServerAddress> servers, List<CasBackend> each) {
        this.ring = new Ring(servers);
        this.names = servers.stream().map(ServerAddress::place).toList();
        for (int i = 0; i < names.size(); i++) {
            backends.put(names.get(i), each.get(i));
        }
    }

    /** Returns the place of the server of {@code key} in the list. */
    int place(EntryKey key) {
        return ring.of(key.value());
    }

    /** Returns the place of the server that has the marks of {@code cache} in the list. */
    int place(CacheSpace cache) {
        return ring.of(cache.value());
    }

    @Override
    public String of(EntryKey key) {
        return names.get(place(key));
    }

    @Override
    public String of(CacheSpace cache) {
        return names.get(place(cache));
    }

    @Override
    public Set<String> names() {
        return new LinkedHashSet<>(names);
    }

    @Override
    public Optional<BackendLink> link(String part) {
        return Optional.ofNullable(backends.get(part)).flatMap(CasBackend::link);
    }

    @Override
    public Optional<String> contact(String part, CallBudget budget) {
        return Optional.ofNullable(backends.get(part)).flatMap(backend -> backend.contact(budget));
    }

    @Override
    public Runnable onChange(Runnable listener) {
        return () -> {};
    }
}
