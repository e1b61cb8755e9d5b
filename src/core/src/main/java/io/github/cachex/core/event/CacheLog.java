// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;

/** Writes the events of one cache to the log of all, verbose or quiet as is said of that cache. Thread-safe. */
public final class CacheLog implements CacheListener {
    private final LogListener log;
    private volatile boolean verbose;

    CacheLog(LogListener log, boolean verbose) {
        this.log = log;
        this.verbose = verbose;
    }

    /** Is verbose from now on, or quiet; returns whether it was not so before. */
    public boolean verbose(boolean next) {
        boolean turned = next != verbose;
        verbose = next;
        return turned;
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return log.wants(type, verbose);
    }

    @Override
    public void on(CacheEvent event) {
        log.on(event, verbose);
    }
}
