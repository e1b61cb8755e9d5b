// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.Map;
import java.util.Optional;

/**
 * The scan of a backend in front of another one.
 *
 * @param front every operation comes through it
 * @param inner the scan of the one behind
 */
record DecoratedScan(BackendDecorator front, KeyScan inner) implements KeyScan {
    @Override
    public Page scan(CacheSpace cache, String glob, Optional<String> cursor, CallBudget budget) {
        return front.call(BackendOperation.SCAN, cache, budget, left -> inner.scan(cache, glob, cursor, left));
    }

    @Override
    public long discard(Map<EntryKey, Long> entries, CallBudget budget) {
        return front.callAll(
                BackendOperation.DISCARD,
                entries.keySet(),
                budget,
                (keys, left) -> inner.discard(BackendDecorator.only(keys, entries), left));
    }
}
