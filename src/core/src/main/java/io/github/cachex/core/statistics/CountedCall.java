// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.statistics;

import io.github.cachex.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/** A call of a cache, as far as it is counted. */
public interface CountedCall {
    /** Returns what it asks for. */
    EntryKey entryKey();

    /** Returns where it counts; null for the cache's handler. */
    @Nullable
    CallCounters counters();
}
