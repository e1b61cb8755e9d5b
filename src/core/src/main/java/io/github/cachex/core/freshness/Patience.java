// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.freshness;

import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a caller waits for a load, and why no longer: for the soft timeout from now on, if a stale value could be served;
 * for the hard timeout since it asked; whichever ends first.
 *
 * @param endNanos when it ends, by {@link System#nanoTime}; meaningless where endless
 * @param reason what ended it
 * @param isEndless whether no timeout is set
 */
record Patience(long endNanos, Reason reason, boolean isEndless) {
    private static final Duration CENTURY = Duration.ofDays(36_500);

    static Patience of(FetchCall call) {
        Optional<Duration> soft =
                call.stale() == null ? Optional.empty() : call.settings().softTimeout();
        Optional<Duration> hard = call.settings().hardTimeout();
        if (soft.isEmpty() && hard.isEmpty()) {
            return new Patience(0, Reason.HARD_TIMEOUT, true);
        }
        long softEnd = System.nanoTime() + nanos(soft);
        long hardEnd = call.asked() + nanos(hard);
        return softEnd - hardEnd < 0
                ? new Patience(softEnd, Reason.SOFT_TIMEOUT, false)
                : new Patience(hardEnd, Reason.HARD_TIMEOUT, false);
    }

    private static long nanos(Optional<Duration> timeout) {
        return timeout.filter(time -> time.compareTo(CENTURY) < 0)
                .orElse(CENTURY)
                .toNanos();
    }

    long left(long now) {
        return Math.max(0, endNanos - now);
    }
}
