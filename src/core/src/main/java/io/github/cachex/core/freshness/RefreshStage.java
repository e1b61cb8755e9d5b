// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.freshness;

import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Finding.Fresh;
import io.github.cachex.core.stage.Lifetimes;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Refreshing;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Lifetime;
import java.time.Duration;

/** Looks after entries that were just read: refreshes them ahead, or lets them slide. Thread-safe. */
public final class RefreshStage implements FetchStage {
    /** Sliding on each read would double the commands of a busy session for nothing. */
    private static final double WORTH_SLIDING = 0.125;

    private final FetchStage next;
    private final CacheBackend backend;
    private final Refreshing refreshing;
    private final CacheTelemetry telemetry;

    /** Asks {@code next}, and tends what it read. */
    public RefreshStage(FetchStage next, CacheBackend backend, Refreshing refreshing, CacheTelemetry telemetry) {
        this.next = next;
        this.backend = backend;
        this.refreshing = refreshing;
        this.telemetry = telemetry;
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        Outcome outcome = next.fetch(call);
        if (outcome instanceof Fresh found) {
            tend(call, found);
        }
        return outcome;
    }

    /** Tends the entry {@code found}, which answered {@code call}. */
    public void tend(FetchCall call, Fresh found) {
        if (found.value() instanceof KeptFailure) {
            return;
        }
        if (call.settings().freshness().sliding() && isPast(WORTH_SLIDING, found)) {
            slide(call, found);
        }
        if (call.settings()
                .freshness()
                .refreshAhead()
                .filter(share -> isPast(share, found))
                .isPresent()) {
            refreshing.refresh(call, found::replaced);
        }
    }

    private static boolean isPast(double share, Fresh found) {
        Duration until = found.head().untilShare(share, found.freshLeft());
        return until.isNegative() || until.isZero();
    }

    /** Lets it live as long again as it was stored for, which need not be what this call would store it for. */
    private void slide(FetchCall call, Fresh found) {
        Lifetime again = Lifetimes.of(call.settings(), found.head().fresh(), EntryCodec.isNothing(found.value()));
        try {
            call.backendTime().spend(budget -> backend.slide(call.entryKey(), found.entryId(), again, budget));
        } catch (CacheBackendException e) {
            telemetry.backendFailed(call.entryKey(), e.operation(), e);
        }
    }
}
