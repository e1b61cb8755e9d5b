// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.replay;

import io.github.cachex.core.coherence.OnePart;
import io.github.cachex.core.config.EngineSettings;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.thread.Chores;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a sick backend could not be told, and tells it again until it takes it: by itself as long as calls pass, and
 * before they pass again where they did not. Thread-safe.
 *
 * <p>Where the backend has parts, one that is sick keeps nothing from the others. Only invalidations queue, of whatever kind, and
 * releases: an invalidation done late is still right, a put done late would overwrite a newer one. While something is queued for a
 * key it is not read from the backend, so this JVM keeps the promise at once.
 */
public final class ReplayQueue implements Outbox, AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration LAST_TRY = Duration.ofSeconds(2);
    private static final Duration UNHURRIED = Duration.ofHours(1);
    /** So many times as many as for a sick backend are kept for one that takes what it is told. */
    private static final int AMPLE = 100;
    /** So many attempts in a row without any progress, and without an answer to a plain question, show that it does not. */
    private static final int SICK = 4;
    /** Some tenths of a second: chores share threads. */
    private static final int AT_ONCE = 10_000;

    private final CacheBackend backend;
    private final CacheBackend direct;
    private final BackendParts parts;
    private final Chores chores;
    private final Duration budget;
    /** What one attempt may take. */
    private final Duration unhurried;

    private final int most;
    private final TagBounds bounds;
    private final BiConsumer<CacheSpace, TagState> replayed;
    private final Backlog backlog;
    /** How many at once each part takes, as far as is known, through the breaker and without it. */
    private final Map<String, AtomicInteger> paces = new ConcurrentHashMap<>();

    private final Map<String, AtomicInteger> directPaces = new ConcurrentHashMap<>();
    private final Releases releases = new Releases();
    private volatile boolean idle = true;
    /** Whether more waits than fits because callers had no time, not because the backend does not take it. */
    private volatile boolean ample;

    private @Nullable Future<?> chore;
    /** Attempts in a row without progress, by part; of the chore alone, which is never run twice at once. */
    private final Map<String, Integer> failures = new HashMap<>();

    /**
     * Creates an empty queue.
     *
     * @param backend what is told as long as calls pass
     * @param direct the same backend without the breaker before it, which is told when it recovers and at the end
     * @param settings how many ids and marks are kept, and how many marks the backend keeps
     * @param budget what one call may cost
     * @param replayed hears of marks that the backend has now, twice: before they wait no more, and then
     */
    public ReplayQueue(
            CacheBackend backend,
            CacheBackend direct,
            Chores chores,
            EngineSettings settings,
            Duration budget,
            BiConsumer<CacheSpace, TagState> replayed) {
        this.backend = backend;
        this.direct = direct;
        this.parts = OnePart.partsOf(direct);
        this.chores = chores;
        this.budget = budget;
        // Inline, a caller waits for it.
        this.unhurried = settings.isInline() ? budget : UNHURRIED;
        this.most = settings.maxQueuedInvalidations();
        this.bounds = settings.tagBounds();
        this.replayed = replayed;
        this.backlog = new Backlog(parts, direct.tags().map(store -> Marks.ALL));
    }

    @Override
    public void invalidate(Collection<EntryKey> keys) {
        report(backlog.invalidate(keys, limit()));
        begin();
    }

    @Override
    public void expire(Collection<EntryKey> keys) {
        report(backlog.expire(keys, limit()));
        begin();
    }

    @Override
    public void later(Collection<EntryKey> keys, boolean soft) {
        ample = true;
        if (soft) {
            expire(keys);
        } else {
            invalidate(keys);
        }
    }

    private int limit() {
        return ample ? (int) Math.min((long) most * AMPLE, Integer.MAX_VALUE) : most;
    }

    @Override
    public void mark(CacheSpace cache, Set<String> marks) {
        report(backlog.mark(cache, marks, limit()));
        begin();
    }

    @Override
    public void later(CacheSpace cache, Set<String> marks) {
        ample = true;
        mark(cache, marks);
    }

    private void report(List<Backlog.Overflow> overflows) {
        for (Backlog.Overflow overflow : overflows) {
            if (overflow.isLost()) {
                LOG.log(LogMessage.QUEUE_LOST.with(
                        most, overflow.count(), overflow.cache().cache()));
            } else {
                LOG.log(LogMessage.QUEUE_CLEARS.with(
                        most, overflow.count(), overflow.cache().cache()));
            }
        }
    }

    @Override
    public long mark() {
        return backlog.lastNumber();
    }

    @Override
    public void settled(Collection<EntryKey> keys, long mark) {
        if (!idle) {
            backlog.settled(keys, mark, true);
        }
    }

    @Override
    public void expired(Collection<EntryKey> keys, long mark) {
        if (!idle) {
            backlog.settled(keys, mark, false);
        }
    }

    @Override
    public void marked(CacheSpace cache, Set<String> marks, long mark) {
        if (!idle) {
            backlog.marked(cache, marks, mark);
        }
    }

    @Override
    public void release(EntryKey key, long token, Duration lease) {
        releases.add(key, token, lease);
        begin();
    }

    @Override
    public boolean isPending(EntryKey key) {
        return !idle && backlog.isPending(key);
    }

    @Override
    public Set<String> pendingMarks(CacheSpace cache, Set<String> marks) {
        return idle ? Set.of() : backlog.marksAmong(cache, marks);
    }

    /** Returns how many ids and marks of all caches wait. */
    public long pending() {
        return backlog.size();
    }

    /** Returns how many ids and marks of {@code cache} wait. */
    public long pending(String cache) {
        return backlog.pending(cache);
    }

    private synchronized void begin() {
        idle = false;
        if (chore == null) {
            chore = chores.repeat(this::retry, PERIOD);
        }
    }

    private synchronized void restIfEmpty() {
        // Whoever adds does so before begin, so that nothing is left to nobody.
        if (backlog.size() == 0 && releases.isEmpty()) {
            idle = true;
            ample = false;
            if (chore != null) {
                chore.cancel(false);
                chore = null;
            }
        }
    }

    private void retry() {
        parts.names().forEach(this::retry);
        restIfEmpty();
    }

    private void retry(String part) {
        int before = backlog.size();
        try {
            replay(backend, part, pace(paces, part), CallBudget.of(unhurried), AT_ONCE);
            failures.remove(part);
        } catch (CacheBackendException e) {
            if (backlog.size() < before || isWell(part, e)) {
                failures.remove(part);
            } else if (failures.merge(part, 1, Integer::sum) >= SICK) {
                ample = false;
                report(backlog.shrink(most));
            }
            LOG.debug("the backend is still sick: " + e.getMessage());
        }
    }

    /**
     * Returns whether {@code part}, which failed with {@code failure}, only lacked time, its own or that of a breaker that has yet to
     * close: it answers a question. What it refuses, it does not take later either.
     */
    private boolean isWell(String part, CacheBackendException failure) {
        if (!ample || !(failure instanceof CacheConnectionException)) {
            return false;
        }
        try {
            backlog.question(part).ifPresent(key -> direct.read(key, CallBudget.of(budget)));
            return true;
        } catch (CacheBackendException e) {
            return false;
        }
    }

    /**
     * Tells {@code part} of the backend all it missed, breaker or not, and returns how many calls that took.
     *
     * @throws CacheBackendException when it fails, with the rest still queued
     */
    public int replay(String part) {
        return idle ? 0 : replay(direct, part, pace(directPaces, part), CallBudget.of(unhurried), Integer.MAX_VALUE);
    }

    private static AtomicInteger pace(Map<String, AtomicInteger> paces, String part) {
        return paces.computeIfAbsent(part, none -> new AtomicInteger(CacheBackend.BATCH));
    }

    /** Hands what waits on to the parts that hold it now. */
    public void follow() {
        backlog.regroup();
    }

    private int replay(CacheBackend through, String part, AtomicInteger size, CallBudget limit, int atOnce) {
        Replay replay = new Replay(through, part, size, budget, limit);
        int told = replay.tell(backlog, bounds, replayed, atOnce);
        if (told > 0) {
            LOG.log(LogMessage.QUEUE_SENT.with(told));
        }
        through.leases()
                .ifPresent(leases ->
                        releases.replay(leases, replay, key -> parts.of(key).equals(part)));
        return replay.calls();
    }

    /** Tries once more to tell the backend, within a bounded time, and reports what stays untold. */
    @Override
    public void close() {
        if (idle) {
            return;
        }
        CallBudget lastTry = CallBudget.of(LAST_TRY);
        parts.names().forEach(part -> {
            try {
                replay(direct, part, pace(directPaces, part), lastTry, Integer.MAX_VALUE);
            } catch (CacheBackendException e) {
                LOG.debug("the backend is sick to the end: " + e.getMessage());
            }
        });
        restIfEmpty();
        int untold = backlog.size();
        if (untold > 0) {
            LOG.log(LogMessage.QUEUE_UNSENT.with(untold, backlog.example()));
        }
    }
}
