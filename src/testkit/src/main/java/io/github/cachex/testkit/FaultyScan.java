// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import java.util.Map;
import java.util.Optional;

/** The scan of a {@link FaultyBackend}. */
final class FaultyScan implements KeyScan {
    private final KeyScan inner;
    private final Faults faults;

    FaultyScan(KeyScan inner, Faults faults) {
        this.inner = inner;
        this.faults = faults;
    }

    @Override
    public Page scan(CacheSpace cache, String glob, Optional<String> cursor, CallBudget budget) {
        return faults.run(Operation.SCAN, cache.value(), budget, left -> inner.scan(cache, glob, cursor, left));
    }

    @Override
    public long discard(Map<EntryKey, Long> entries, CallBudget budget) {
        return faults.run(
                Operation.DISCARD,
                FaultyBackend.values(entries.keySet()),
                budget,
                left -> inner.discard(entries, left));
    }
}
