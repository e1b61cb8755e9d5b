// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;

/** Counts, for each thread, the values that it was given out of this JVM's own memory. */
public final class NearHits implements CacheListener {
    private final ThreadLocal<long[]> counts = ThreadLocal.withInitial(() -> new long[1]);

    @Override
    public void on(CacheEvent event) {
        if (event instanceof CacheEvent.Hit hit && hit.near()) {
            counts.get()[0]++;
        }
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return type == CacheEvent.Hit.class;
    }

    /** Returns how many values this thread was given so far. */
    public long count() {
        return counts.get()[0];
    }
}
