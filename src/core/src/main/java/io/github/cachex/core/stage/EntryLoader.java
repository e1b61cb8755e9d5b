// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.entry.Encoded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Runs a call's loader and prepares what it answered for the backend. */
public interface EntryLoader {
    /**
     * Returns what the loader answered, after calling it once, or what it threw where that is to be kept.
     *
     * @throws Exception what the loader threw otherwise, unwrapped
     */
    Loaded load(FetchCall call) throws Exception;

    /**
     * Begins to load an asynchronous call, after calling its loader once; returns what will tell how that went. Never throws;
     * fails with what the loader threw or its stage failed with, unwrapped.
     */
    CompletableFuture<Loaded> loadLater(FetchCall call);

    /**
     * Returns what {@code loader} answered for all of {@code calls}, by call, after running it once; what it says of storing
     * holds for all.
     *
     * @throws Exception what it threw, unwrapped
     */
    Map<FetchCall, Loaded> loadAll(List<FetchCall> calls, BulkLoad loader) throws Exception;

    /**
     * Begins to load all of {@code calls}, which are asynchronous, by running {@code loader} once; otherwise like {@link #loadAll}, and
     * like {@link #loadLater} in what it tells.
     */
    CompletableFuture<Map<FetchCall, Loaded>> loadAllLater(List<FetchCall> calls, LaterBulkLoad loader);

    /** Begins to load the values of several calls at once. */
    @FunctionalInterface
    interface LaterBulkLoad {
        /** Returns what will be the values by call; a call without one has no value. */
        CompletionStage<Map<FetchCall, @Nullable Object>> load();
    }

    /** Loads the values of several calls at once. */
    @FunctionalInterface
    interface BulkLoad {
        /** Returns the values by call; a call without one has no value. */
        Map<FetchCall, @Nullable Object> load() throws Exception;
    }

    /** Returns whether {@code loaded} is to be stored at all, as far as the load, the settings and the filter say. */
    boolean isWorthStoring(FetchCall call, Loaded loaded);

    /** Returns {@code loaded} as it is to be stored; empty where it is not worth that, or its filter makes nothing of it. */
    Optional<Loaded> stored(FetchCall call, Loaded loaded);

    /** Returns the bytes to store for {@code loaded} as the entry {@code entryId}, or why it is not to be stored. */
    Encoded prepare(FetchCall call, Loaded loaded, long entryId);
}
