// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.replay;

import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.time.Scheduler;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.Release;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Keeps invalidations and releases that a sick backend did not take, and tells it again until it takes them. Thread-safe.
 *
 * <p>Only these queue: an invalidation done late is still right, a put done late would overwrite a newer one. While an
 * invalidation is queued its key is not read from the backend, so this JVM keeps the promise at once.
 */
public final class ReplayQueue implements Outbox, AutoCloseable {
    private static final Logger LOG = System.getLogger("io.github.cachex");
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final int MAX_INVALIDATIONS = 10_000;
    private static final int BATCH = 500;

    private final CacheBackend backend;
    private final Scheduler scheduler;
    private final Duration budget;
    // Each invalidation has a number, so that one queued again during its replay is not taken for done.
    private final Map<EntryKey, Long> invalidations = new LinkedHashMap<>();
    private final Map<Holder, Long> releases = new LinkedHashMap<>();
    private long lastNumber;
    private volatile boolean idle = true;
    private @Nullable Future<?> chore;

    /** Creates one over {@code backend}; each try costs it at most {@code budget}. */
    public ReplayQueue(CacheBackend backend, Scheduler scheduler, Duration budget) {
        this.backend = backend;
        this.scheduler = scheduler;
        this.budget = budget;
    }

    @Override
    public synchronized void invalidate(Collection<EntryKey> keys) {
        for (EntryKey key : keys) {
            if (invalidations.size() >= MAX_INVALIDATIONS && !invalidations.containsKey(key)) {
                EntryKey oldest = invalidations.keySet().iterator().next();
                invalidations.remove(oldest);
                LOG.log(
                        Level.ERROR,
                        "more than {0} invalidations wait for the backend; the one of ''{1}'' is lost: its old value may"
                                + " be served until its ttl ends",
                        MAX_INVALIDATIONS,
                        oldest.value());
            }
            invalidations.put(key, ++lastNumber);
        }
        begin();
    }

    @Override
    public synchronized long mark() {
        return lastNumber;
    }

    @Override
    public void settled(Collection<EntryKey> keys, long mark) {
        if (!idle) {
            synchronized (this) {
                for (EntryKey key : keys) {
                    invalidations.computeIfPresent(key, (k, number) -> number <= mark ? null : number);
                }
            }
        }
    }

    @Override
    public void mark(CacheSpace cache, Set<String> marks) {}

    @Override
    public synchronized void release(EntryKey key, long token, Duration lease) {
        // The backend may run the acquire long after it was sent, so once is not enough: until the lease was found and
        // ended, or would have ended by itself.
        releases.put(new Holder(key, token), System.nanoTime() + lease.toNanos());
        begin();
    }

    @Override
    public boolean isPending(EntryKey key) {
        if (idle) {
            return false;
        }
        synchronized (this) {
            return invalidations.containsKey(key);
        }
    }

    /** Returns how many invalidations of {@code cache} wait. */
    public synchronized long pending(String cache) {
        return invalidations.keySet().stream()
                .filter(key -> key.cache().equals(cache))
                .count();
    }

    private void begin() {
        idle = false;
        if (chore == null) {
            chore = scheduler.repeat(this::replay, PERIOD);
        }
    }

    private void restIfEmpty() {
        if (invalidations.isEmpty() && releases.isEmpty()) {
            idle = true;
            if (chore != null) {
                chore.cancel(false);
                chore = null;
            }
        }
    }

    private void replay() {
        try {
            replayInvalidations();
            replayReleases();
        } catch (CacheBackendException e) {
            LOG.log(Level.DEBUG, "the backend is still sick: {0}", e.getMessage());
        }
        synchronized (this) {
            restIfEmpty();
        }
    }

    private void replayInvalidations() {
        Map<EntryKey, Long> batch;
        do {
            batch = new LinkedHashMap<>();
            synchronized (this) {
                for (Map.Entry<EntryKey, Long> entry : invalidations.entrySet()) {
                    if (batch.size() < BATCH) {
                        batch.put(entry.getKey(), entry.getValue());
                    }
                }
            }
            if (!batch.isEmpty()) {
                backend.invalidate(batch.keySet(), CallBudget.of(budget));
                synchronized (this) {
                    batch.forEach(invalidations::remove);
                }
                LOG.log(Level.INFO, "replayed {0} invalidations", batch.size());
            }
        } while (batch.size() == BATCH);
    }

    private void replayReleases() {
        List<Holder> waiting;
        synchronized (this) {
            waiting = new ArrayList<>(releases.keySet());
        }
        if (waiting.isEmpty()) {
            return;
        }
        LeaseStore leases = backend.leases().orElseThrow();
        for (Holder holder : waiting) {
            boolean held = leases.release(
                    holder.key(), holder.token(), Release.ABANDONED, Duration.ZERO, CallBudget.of(budget));
            synchronized (this) {
                Long until = releases.get(holder);
                if (held || until != null && System.nanoTime() - until > 0) {
                    releases.remove(holder);
                }
            }
        }
    }

    /** Tries once more to tell the backend, and reports what stays untold. */
    @Override
    public void close() {
        if (idle) {
            return;
        }
        replay();
        synchronized (this) {
            if (!invalidations.isEmpty()) {
                LOG.log(
                        Level.ERROR,
                        "closing with {0} invalidations that the backend never got, such as that of ''{1}''",
                        invalidations.size(),
                        invalidations.keySet().iterator().next().value());
            }
        }
    }

    private record Holder(EntryKey key, long token) {}
}
