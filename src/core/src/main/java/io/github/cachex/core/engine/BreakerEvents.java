// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.breaker.BreakerListener;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.event.BreakerState;

/** Tells the listeners of an engine, once for all its caches, what its breaker does. */
record BreakerEvents(Journal journal) implements BreakerListener {
    @Override
    public void opened(String reason) {
        journal.breakerChanged(BreakerState.OPEN, reason);
    }

    @Override
    public void closed(String reason) {
        journal.breakerChanged(BreakerState.CLOSED, reason);
    }
}
