// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Nodes of which none is there, each with the clients that were made for it. */
final class StandInNodes implements Topology.Maker {
    private final Map<Place, StandInNode> nodes = new ConcurrentHashMap<>();
    private final SharedState shared = SharedState.fresh(0);

    StandInNode at(Place place) {
        return nodes.computeIfAbsent(place, StandInNode::new);
    }

    @Override
    public Primary make(String name, Place place, SlotFilter slots) {
        return new Primary(name, at(place), new RedisClock(), shared, slots);
    }
}
