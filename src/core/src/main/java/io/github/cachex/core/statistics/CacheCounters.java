// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.statistics;

import io.github.cachex.CacheStats;
import io.github.cachex.HotKey;
import io.github.cachex.MethodStats;
import io.github.cachex.event.BreakerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one cache counts. What a call comes to is counted once, where its caller counts: an annotated method, or the handler. The figures
 * of the cache are the sums. Thread-safe.
 */
public final class CacheCounters {
    private final CallCounters handler = new CallCounters("");
    private final Map<String, CallCounters> methods = new ConcurrentHashMap<>();
    private final HotKeys hotKeys = new HotKeys();
    private final LongAdder waits = new LongAdder();
    private final LongAdder refreshes = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder notStored = new LongAdder();
    private final LongAdder undecodable = new LongAdder();
    private final LongAdder invalidations = new LongAdder();
    private final LongAdder backendFailures = new LongAdder();
    private final LongAdder bytesWritten = new LongAdder();
    private final BackendUse backend;

    /** Creates some of a cache that nothing was counted of, but what {@code backend} counts. */
    public CacheCounters(BackendUse backend) {
        this.backend = backend;
    }

    /** Returns where {@code method}, as messages name it, counts; the same each time. */
    public CallCounters of(String method) {
        return methods.computeIfAbsent(method, CallCounters::new);
    }

    private CallCounters of(@Nullable CallCounters caller) {
        return caller == null ? handler : caller;
    }

    /** Counts a fresh stored value that was served. */
    public void hit(CountedCall call) {
        of(call.counters()).hit();
        hotKeys.asked(call.entryKey().id());
    }

    /** Counts a value of {@code id} kept in this JVM that was served to {@code caller}. */
    public void nearHit(@Nullable CallCounters caller, String id) {
        of(caller).nearHit();
        hotKeys.nearHit(id);
    }

    /** Counts a call that found nothing fresh. */
    public void missed(CountedCall call) {
        of(call.counters()).miss();
        hotKeys.asked(call.entryKey().id());
    }

    /** Counts a loader that answered after {@code nanos}. */
    public void loaded(CountedCall call, long nanos) {
        of(call.counters()).loaded(nanos);
        hotKeys.asked(call.entryKey().id());
    }

    /** Counts one that threw. */
    public void loadFailed(CountedCall call, long nanos) {
        of(call.counters()).loadFailed(nanos);
        hotKeys.asked(call.entryKey().id());
    }

    /** Counts a stale value that was served. */
    public void staleServed(CountedCall call) {
        of(call.counters()).staleServed();
    }

    /** Counts a caller that waited for another's load. */
    public void waited() {
        waits.increment();
    }

    /** Counts a load in the background. */
    public void refreshing() {
        refreshes.increment();
    }

    /** Counts an entry of {@code bytes} that was stored. */
    public void stored(int bytes) {
        stored.increment();
        bytesWritten.add(bytes);
    }

    /** Counts a value that was not stored. */
    public void notStored() {
        notStored.increment();
    }

    /** Counts stored bytes that could not be used. */
    public void undecodable() {
        undecodable.increment();
    }

    /** Counts what was invalidated here. */
    public void invalidated() {
        invalidations.increment();
    }

    /** Counts an operation of the backend that failed. */
    public void backendFailed() {
        backendFailures.increment();
    }

    /** Returns what each annotated method counted, of the cache {@code name}. */
    public List<MethodStats> methods(String name) {
        return methods.values().stream().map(counters -> counters.stats(name)).toList();
    }

    /** Returns the keys that are asked for most, hottest first. */
    public List<HotKey> hotKeys() {
        return hotKeys.hottest();
    }

    /** Returns what was counted, with what stands as it is now. */
    public CacheStats stats(BackendState state, NearState near) {
        List<CallCounters> callers = new ArrayList<>(methods.values());
        callers.add(handler);
        List<MethodStats> calls =
                callers.stream().map(counters -> counters.stats("")).toList();
        return new CacheStats(
                sum(calls, MethodStats::hits),
                sum(calls, MethodStats::nearHits),
                sum(calls, MethodStats::misses),
                sum(calls, MethodStats::loads),
                sum(calls, MethodStats::loadFailures),
                waits.sum(),
                sum(calls, MethodStats::staleServed),
                refreshes.sum(),
                stored.sum(),
                notStored.sum(),
                undecodable.sum(),
                invalidations.sum(),
                state.queuedInvalidations,
                backendFailures.sum(),
                state.entries,
                state.evictions,
                near.entries,
                state.breaker,
                state.linkUp,
                LatencyRecorder.together(
                        callers.stream().map(CallCounters::loadTime).toList()),
                backend.time(),
                backend.bytesRead(),
                bytesWritten.sum(),
                near.bytes,
                near.evictions);
    }

    private static long sum(List<MethodStats> calls, ToLongFunction<MethodStats> figure) {
        return calls.stream().mapToLong(figure).sum();
    }

    /**
     * The backend as it is now.
     *
     * @param queuedInvalidations what it has not been told yet of this cache
     * @param entries what it holds, of all caches
     * @param evictions what it has dropped for want of room
     * @param breaker what the breaker before it does
     * @param linkUp whether it is heard
     */
    public record BackendState(
            long queuedInvalidations,
            OptionalLong entries,
            OptionalLong evictions,
            BreakerState breaker,
            boolean linkUp) {
        /** One that does nothing. */
        public static final BackendState IDLE =
                new BackendState(0, OptionalLong.empty(), OptionalLong.empty(), BreakerState.CLOSED, true);
    }

    /**
     * What this JVM keeps now.
     *
     * @param entries how many values
     * @param bytes of their entries
     * @param evictions how many it has dropped for want of room
     */
    public record NearState(long entries, long bytes, long evictions) {
        /** Nothing. */
        public static final NearState EMPTY = new NearState(0, 0, 0);
    }
}
