// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.breaker.BreakerListener;
import io.github.cachex.core.invalidate.LinkReceiver;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.event.BreakerState;
import java.util.Optional;

/** Does what follows, in an engine, from a change of its breaker; tells the listeners once for all caches. */
record BreakerEvents(Journal journal, Optional<LinkReceiver> link) implements BreakerListener {
    @Override
    public void opened(String reason) {
        journal.breakerChanged(BreakerState.OPEN, reason);
    }

    @Override
    public void recovered() {
        link.ifPresent(LinkReceiver::recovered);
    }

    @Override
    public void closed(String reason) {
        journal.breakerChanged(BreakerState.CLOSED, reason);
    }
}
