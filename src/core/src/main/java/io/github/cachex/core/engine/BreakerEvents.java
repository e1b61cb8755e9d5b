// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.breaker.BreakerListener;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.invalidate.LinkReceiver;
import io.github.cachex.event.BreakerState;
import java.util.Optional;

/** Does what follows, in an engine, from a change of its breaker; tells the listeners once for all caches. */
record BreakerEvents(CacheTelemetry telemetry, Optional<LinkReceiver> link) implements BreakerListener {
    @Override
    public void opened(String reason) {
        telemetry.breakerChanged(BreakerState.OPEN, reason);
    }

    @Override
    public void recovered() {
        link.ifPresent(LinkReceiver::recovered);
    }

    @Override
    public void closed(String reason) {
        telemetry.breakerChanged(BreakerState.CLOSED, reason);
    }
}
