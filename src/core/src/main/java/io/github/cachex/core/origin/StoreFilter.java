// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.spi.EntryKey;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks the application's own filter which values to store. */
public final class StoreFilter {
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
}
