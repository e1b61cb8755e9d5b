// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.KeyScan.Page;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Frees the memory of entries that a pattern or a clear invalidated. It decides nothing: an entry goes only if the marks say that it does
 * not hold, so one that was stored since stays. Thread-safe.
 */
public final class Sweep {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final Duration PAGE = Duration.ofMillis(500);
    /** As much of an entry as its header takes as a rule. */
    private static final long HEADS = 512;
    /** As much as it may take; where tags take more, the entry is not swept. */
    private static final long LONGEST_HEAD = 64 * 1024;

    private static final Duration PAUSE = Duration.ofMillis(5);
    /** How often a page is tried again, after {@link #RETRY} and each time twice as long: half a minute in all. */
    private static final int RETRIES = 8;

    private static final Duration RETRY = Duration.ofMillis(120);
    private static final String ALL = "*";

    private final KeyScan scan;
    private final CacheBackend backend;
    private final EntryCodec codec;
    private final CacheMarks marks;
    private final Scheduler scheduler;
    /** How many have asked to sweep all since that was last done. */
    private final AtomicInteger askedForAll = new AtomicInteger();

    /** Creates one over {@code backend}. */
    public Sweep(KeyScan scan, CacheBackend backend, EntryCodec codec, CacheMarks marks, Scheduler scheduler) {
        this.scan = scan;
        this.backend = backend;
        this.codec = codec;
        this.marks = marks;
        this.scheduler = scheduler;
    }

    /** Sweeps as far as {@code time} lasts, the rest in the background; returns how many went, if that was all. */
    public OptionalLong run(String glob, BackendTime time) {
        long count = 0;
        Optional<String> cursor = Optional.empty();
        do {
            Optional<String> from = cursor;
            if (time.isHalfSpent()) {
                scheduler.run(() -> goOn(glob, from, 0, () -> {}));
                return OptionalLong.empty();
            }
            try {
                Swept swept = time.spend(budget -> page(glob, from, budget));
                count += swept.count;
                cursor = swept.next;
            } catch (CacheBackendException e) {
                retry(glob, from, 0, () -> {});
                return OptionalLong.empty();
            }
        } while (cursor.isPresent());
        return OptionalLong.of(count);
    }

    /** Sweeps all in the background: once for as many as ask before it begins. */
    public void later() {
        if (askedForAll.getAndIncrement() == 0) {
            scheduler.run(this::all);
        }
    }

    private void all() {
        int asked = askedForAll.get();
        goOn(ALL, Optional.empty(), 0, () -> {
            if (!askedForAll.compareAndSet(asked, 0)) {
                // Somebody asked meanwhile, for entries that were passed by then.
                scheduler.run(this::all);
            }
        });
    }

    /** One page at a time, with others in between: chores share a thread. */
    private void goOn(String glob, Optional<String> from, int failed, Runnable end) {
        try {
            Swept swept = page(glob, from, CallBudget.of(PAGE));
            if (swept.next.isPresent()) {
                var unused = scheduler.after(() -> goOn(glob, swept.next, 0, end), PAUSE);
                return;
            }
        } catch (CacheBackendException e) {
            if (failed < RETRIES) {
                retry(glob, from, failed, end);
                return;
            }
            // Its memory is freed when its ttl ends.
            LOG.debug("sweeping was given up: " + e.getMessage());
        }
        end.run();
    }

    private void retry(String glob, Optional<String> from, int failed, Runnable end) {
        var unused = scheduler.after(() -> goOn(glob, from, failed + 1, end), RETRY.multipliedBy(1L << failed));
    }

    private record Swept(long count, Optional<String> next) {}

    private Swept page(String glob, Optional<String> from, CallBudget budget) {
        Page page = scan.scan(marks.space(), glob, from, budget);
        if (page.ids().isEmpty()) {
            return new Swept(0, page.next());
        }
        Map<EntryKey, Long> gone = new HashMap<>();
        Set<EntryKey> longer = new HashSet<>();
        List<EntryKey> keys = page.ids().stream().map(marks.space()::key).toList();
        read(keys, HEADS, budget)
                .forEach((key, entry) -> codec.head(entry.bytes())
                        .ifPresentOrElse(head -> judge(key, entry, head, gone), () -> longer.add(key)));
        if (!longer.isEmpty()) {
            read(longer, LONGEST_HEAD, budget)
                    .forEach(
                            (key, entry) -> codec.head(entry.bytes()).ifPresent(head -> judge(key, entry, head, gone)));
        }
        return new Swept(gone.isEmpty() ? 0 : scan.discard(gone, budget), page.next());
    }

    private Map<EntryKey, StoredEntry> read(Collection<EntryKey> keys, long bytes, CallBudget budget) {
        return backend.readAll(keys, CallBudget.of(Duration.ofNanos(Math.max(budget.remainingNanos(), 0)), bytes));
    }

    private void judge(EntryKey key, StoredEntry entry, EntryHeader head, Map<EntryKey, Long> gone) {
        if (marks.known(key, head.stamp()) == Verdict.INVALID) {
            gone.put(key, entry.entryId());
        }
    }
}
