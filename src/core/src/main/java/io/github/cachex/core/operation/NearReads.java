// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.near.NearCache;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.stage.Refreshing;
import io.github.cachex.core.stage.Stored;
import io.github.cachex.core.statistics.CallCounters;
import io.github.cachex.core.time.CoarseClock;
import io.github.cachex.spi.EntryCollector;
import io.github.cachex.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/** Reads what this JVM keeps of a cache. A hit allocates nothing, takes no lock and asks nobody. Thread-safe. */
public final class NearReads {
    private final NearCache near;
    private final CoarseClock clock;
    private final Refreshing refreshing;
    private final CacheTelemetry telemetry;

    /** Creates those of {@code near}, whose values {@code refreshing} loads again. */
    public NearReads(NearCache near, CoarseClock clock, Refreshing refreshing, CacheTelemetry telemetry) {
        this.near = near;
        this.clock = clock;
        this.refreshing = refreshing;
        this.telemetry = telemetry;
    }

    /** Returns what is kept under {@code nearKey} and may be served; null if nothing may. Nobody is told. */
    public @Nullable NearHit find(Object nearKey) {
        return near.find(nearKey);
    }

    /** Returns the same, unless a failure is kept in the place of a value. */
    public @Nullable NearHit findValue(Object nearKey) {
        NearHit kept = near.find(nearKey);
        return kept != null && kept.value() instanceof KeptFailure ? null : kept;
    }

    /** Returns whether {@code kept} is to be loaded again by whoever serves it. */
    public boolean isDue(NearHit kept) {
        return kept.isDue(clock.nanos());
    }

    /** Tells that {@code kept}, null for nothing, answers for {@code key}; it is counted in {@code counters}, null for the handler's. */
    public void tell(@Nullable CallCounters counters, EntryKey key, @Nullable NearHit kept) {
        telemetry.asking(key);
        if (kept != null) {
            telemetry.nearHit(counters, key);
        }
    }

    /** Tells whoever collects the entries of the request on this thread that {@code kept} answers in {@code owner}. */
    public static void collect(Namespace owner, NearHit kept) {
        EntryCollector collector = EntryCollector.current();
        if (collector != null) {
            collector.touched(
                    Stored.of(kept.entryId(), kept.facts(), kept.keptAt()).touched(kept.key(), owner));
        }
    }

    /**
     * Tells that {@code found}, null for nothing, answers {@code call}, and has it refreshed where that is due; returns it, or null where
     * it is a failure that the call does not keep.
     */
    public @Nullable NearHit serve(FetchCall call, @Nullable NearHit found) {
        NearHit kept = found != null && NearCache.isFor(call, found.value()) ? found : null;
        tell(call.counters(), call.entryKey(), kept);
        if (kept != null && call.isCollected()) {
            call.answered(Stored.of(kept.entryId(), kept.facts(), kept.keptAt()));
        }
        if (kept != null && isDue(kept) && kept.takeRefresh()) {
            refreshing.refresh(call, kept::replaced);
        }
        return kept;
    }

    /**
     * Returns {@code value}, by which {@code call} is answered; or, where a failure is kept in its place, the call's default value.
     *
     * @throws Exception that failure, where there is no default value
     */
    public @Nullable Object orThrown(FetchCall call, @Nullable Object value) throws Exception {
        return value instanceof KeptFailure failure
                ? Fallback.byDefault(call, failure, telemetry).value()
                : value;
    }
}
