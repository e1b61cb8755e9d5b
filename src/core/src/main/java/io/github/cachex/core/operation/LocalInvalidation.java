// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.coherence.InvalidationTarget;
import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.freshness.TimedStage;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.ChangeTrail;
import io.github.cachex.spi.EntryKey;

/**
 * The end of what one cache holds in this JVM: kept values, by their stripes, and fetches under way.
 *
 * @param space the cache
 * @param versions the changes by which kept values are judged
 * @param flights the fetches under way
 * @param timed the loads that go on in the background
 */
public record LocalInvalidation(CacheSpace space, KeyVersions versions, SingleFlight flights, TimedStage timed)
        implements InvalidationTarget {
    @Override
    public void invalidate(String cache, String id) {
        versions.change(cache, id);
        EntryKey key = space.key(id);
        ChangeTrail.changed(key);
        flights.detach(key);
        timed.detach(key);
    }

    @Override
    public void invalidateGroup(String cache) {
        ChangeTrail.changed(space);
        flights.detachAll();
        timed.detachAll();
    }
}
