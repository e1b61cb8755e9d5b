// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Optional;

/** The primaries that we dial ourselves, as the configuration says who they are. */
final class OwnServers {
    private OwnServers() {}

    static Topology topology(RedisSettings settings, SharedState shared) {
        RedisServers servers = settings.servers();
        Topology.Maker maker = (name, place, slots) -> {
            RedisClock clock = new RedisClock();
            RedisAddress address = servers.server(place.host(), place.port());
            return new Primary(
                    name, new ManagedClient(ServerLocator.at(address), settings, clock), clock, shared, slots);
        };
        return switch (servers.mode()) {
            case STANDALONE ->
                new Topology(
                        new FixedServer(Place.of(servers.hosts().get(0))),
                        servers.said() ? Optional.empty() : Optional.of(new ClusterDiscovery(settings)),
                        maker);
            case CLUSTER -> new Topology(new ClusterDiscovery(settings), Optional.empty(), maker);
            case SENTINEL -> {
                RedisClock clock = new RedisClock();
                Client client = new ManagedClient(new SentinelLocator(settings), settings, clock);
                yield Topology.of(new Primary("0", client, clock, shared, SlotFilter.ALL));
            }
        };
    }
}
