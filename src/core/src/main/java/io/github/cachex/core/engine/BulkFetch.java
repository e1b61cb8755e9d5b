// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.BulkLoader;
import io.github.cachex.CacheKey;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.near.NearCache;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Journal;
import java.util.Map;

/** Fetches several keys at once. Thread-safe. */
final class BulkFetch {
    BulkFetch(CacheEngine.Shared shared, Pipeline pipeline, NearCache near, Journal journal) {}

    <T, E extends Exception> Map<CacheKey<T>, T> fetch(
            Map<CacheKey<T>, FetchCall> calls, Map<CacheKey<T>, NearHit> kept, BulkLoader<T, E> loader)
            throws Exception {
        throw new UnsupportedOperationException(EntryCodec.class.getName());
    }
}
