// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.LocalValues;
import java.util.Optional;

/** The choice of the failures that are kept, and of the kept ones that are thrown. Thread-safe. */
final class FailedLoads {
    private final LocalValues local;
    private final CacheTelemetry telemetry;

    /** Creates the one of a cache of which {@code local} values may stand in. */
    FailedLoads(LocalValues local, CacheTelemetry telemetry) {
        this.local = local;
        this.telemetry = telemetry;
    }

    /**
     * Returns {@code failure} of the load of {@code call} as it is kept; empty where it is not, be it that the load {@code isVetoed}, or
     * that something stands in.
     */
    Optional<KeptFailure> kept(FetchCall call, Throwable failure, boolean isVetoed) {
        try {
            // Who refreshes keeps what is there.
            return KeptFailure.of(failure, call.settings().failures())
                    .filter(mine ->
                            !isVetoed && !call.isReload() && !Fallback.isPersonal(failure) && !standsIn(call, failure))
                    .filter(mine -> isFaithful(call, mine, failure));
        } catch (Throwable e) {
            // The caller is thrown what the loader threw, whatever is wrong with what was to be kept of it.
            telemetry.fault("a failure of cache '" + call.entryKey().cache() + "' is not kept", e);
            return Optional.empty();
        }
    }

    private boolean standsIn(FetchCall call, Throwable failure) {
        return Fallback.allowsStale(call, failure)
                && (call.stale() != null
                        || call.isWithoutBackend() && local.lastGood(call).isPresent());
    }

    private boolean isFaithful(FetchCall call, KeptFailure mine, Throwable failure) {
        boolean faithful = mine.isFaithful();
        if (!faithful) {
            telemetry.fault(
                    "failures of class " + mine.type() + " are not kept by cache '"
                            + call.entryKey().cache()
                            + "', since made again they say something else; let the constructor take the whole message",
                    failure);
        }
        return faithful;
    }

    /** Returns {@code value}; empty where it is a failure that {@code call} does not keep, which is replaced by what it loads. */
    static Optional<Decoded.Value> usable(FetchCall call, Decoded.Value value) {
        return value.value() instanceof KeptFailure failure
                ? failure.usable(call.settings().failures())
                        .map(mine -> new Decoded.Value(mine, value.head(), value.freshAtMost()))
                : Optional.of(value);
    }
}
