// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.freshness;

import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import java.util.Optional;

/**
 * How long a caller waits for a load, and why no longer: for the soft timeout from now on, if a stale value could be served;
 * for the hard timeout since it asked; whichever ends first.
 *
 * @param endNanos when it ends, by {@link System#nanoTime}
 * @param reason what ended it
 */
record Patience(long endNanos, Reason reason) {
    /** Returns that of {@code call}; empty where it has no timeout. */
    static Optional<Patience> of(FetchCall call) {
        Optional<Patience> soft = call.stale() == null
                ? Optional.empty()
                : call.settings()
                        .waiting()
                        .softTimeout()
                        .map(time -> new Patience(System.nanoTime() + Nanos.of(time), Reason.SOFT_TIMEOUT));
        Optional<Patience> hard = call.settings()
                .waiting()
                .hardTimeout()
                .map(time -> new Patience(call.asked() + Nanos.of(time), Reason.HARD_TIMEOUT));
        return soft.isPresent() && hard.isPresent()
                ? soft.get().endNanos - hard.get().endNanos < 0 ? soft : hard
                : soft.or(() -> hard);
    }

    /** Returns that of {@code call} for another's load, where it has no timeout of its own. */
    static Patience toFollow(FetchCall call) {
        return new Patience(call.asked() + Nanos.of(call.settings().waiting().waitTimeout()), Reason.WAIT_TIMEOUT);
    }

    long left() {
        return Math.max(0, endNanos - System.nanoTime());
    }
}
