// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.spi.EntryKey;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Asks the application's own filters which values to store, and as what. */
public final class StoreFilter {
    /** Why nothing is stored that {@code store-if} does not accept. */
    public static final String REFUSED = "store-if refused it";
    /** Why nothing is stored that {@code store-as} makes nothing of. */
    public static final String NOTHING = "store-as made nothing of it";

    private StoreFilter() {}

    /** Returns whether {@code value} may be stored under {@code key}. A filter that throws keeps it out; {@code journal} is told. */
    public static boolean accepts(EntryKey key, CacheSettings settings, Object value, CacheTelemetry telemetry) {
        Optional<Predicate<Object>> filter = settings.storeIf();
        try {
            return filter.isEmpty() || filter.get().test(value);
        } catch (Throwable e) {
            telemetry.fault("store-if of cache '" + key.cache() + "' failed; the value is not stored", e);
            return false;
        }
    }

    /** Returns {@code loaded}, which may be stored, as it is stored; empty for nothing. */
    static Optional<Loaded> stored(FetchCall call, Loaded loaded, CacheTelemetry telemetry) {
        Object value = loaded.value();
        if (value instanceof KeptFailure failure) {
            return Optional.of(loaded.of(failure.kept()));
        }
        return value == null || EntryCodec.isNothing(value)
                ? Optional.of(loaded)
                : stored(call.entryKey(), call.settings(), value, telemetry).map(loaded::of);
    }

    /** Returns what is stored of {@code value}, which may be stored; empty for nothing, also where that throws. */
    public static Optional<Object> stored(
            EntryKey key, CacheSettings settings, Object value, CacheTelemetry telemetry) {
        Optional<UnaryOperator<Object>> transformation = settings.storeAs();
        try {
            return transformation.isEmpty()
                    ? Optional.of(value)
                    : Optional.ofNullable(transformation.get().apply(value))
                            .filter(made -> !EntryCodec.isNothing(made));
        } catch (Throwable e) {
            telemetry.fault("store-as of cache '" + key.cache() + "' failed; the value is not stored", e);
            return Optional.empty();
        }
    }
}
