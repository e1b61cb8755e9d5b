// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.freshness.TimedStage;
import io.github.cachex.core.near.Stripes;
import io.github.cachex.core.stage.InvalidationTarget;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;

/** Everything of one cache in this JVM that holds on to values: kept ones, by their stripes, and fetches under way. */
record Local(CacheSpace space, Stripes stripes, SingleFlight flights, TimedStage timed) implements InvalidationTarget {
    @Override
    public void drop(String cache, String id) {
        stripes.change(cache, id);
        EntryKey key = space.key(id);
        flights.detach(key);
        timed.detach(key);
    }

    @Override
    public void dropGroup(String cache) {
        flights.detachAll();
        timed.detachAll();
    }
}
