// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lane;

import io.github.cachex.core.breaker.BreakerListener;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.invalidate.Links;
import io.github.cachex.event.BreakerState;
import io.github.cachex.spi.BackendParts;
import java.util.Optional;

/** Does what follows, in a lane, from a change of the breaker before a part; tells the listeners once for all caches. */
record BreakerEvents(
        CacheTelemetry telemetry, LaneHealth health, Optional<Links> links, BackendParts parts, String part)
        implements BreakerListener {
    @Override
    public void opened(String reason) {
        health.breakerIs(part, BreakerState.OPEN);
        telemetry.breakerChanged(parts.describe(part), BreakerState.OPEN, reason);
    }

    @Override
    public void recovered() {
        links.ifPresent(open -> open.recovered(part));
    }

    @Override
    public void closed(String reason) {
        health.breakerIs(part, BreakerState.CLOSED);
        telemetry.breakerChanged(parts.describe(part), BreakerState.CLOSED, reason);
    }
}
