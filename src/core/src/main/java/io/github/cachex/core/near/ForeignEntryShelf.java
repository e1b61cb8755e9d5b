// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding.Foreign;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.spi.EntryKey;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Values that were loaded beside another release's entry, for as long as that entry stays. Thread-safe.
 *
 * <p>Each was loaded after that entry was read. So while the entry is there, no drop of its key can have made the value old:
 * messages of drops, which may arrive late, do not matter here. Its tags are judged as those of a stored entry.
 */
final class ForeignEntryShelf {
    private static final int MOST = 10_000;
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Cache<Object, Item> items =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    /** Since when entries that never end have been in the way. */
    private final Cache<EntryKey, Endless> endless =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private final Marks marks;

    ForeignEntryShelf(Marks marks) {
        this.marks = marks;
    }

    private record Item(SharedValue value, InvalidationStamp stamp, long entryId, long keptAt, long lifeNanos) {
        boolean isOver() {
            return System.nanoTime() - keptAt >= lifeNanos;
        }
    }

    private record Endless(long entryId, long since) {}

    /**
     * Returns whether the entry {@code entryId}, which never ends, has been in the way of {@code call} for as long as a value of the
     * call lives, an hour at most: whose release it is of no longer matters.
     */
    boolean hasOutlasted(FetchCall call, long entryId) {
        long now = System.nanoTime();
        Endless seen = endless.asMap()
                .compute(
                        call.entryKey(),
                        (key, known) -> known != null && known.entryId == entryId ? known : new Endless(entryId, now));
        return now - seen.since >= Math.min(Nanos.of(call.settings().freshness().ttl()), LONGEST_NANOS);
    }

    /** Keeps the value of {@code call}, loaded after {@code entry} was read, for {@code lifeNanos}. */
    void keep(FetchCall call, Foreign entry, SharedValue value, InvalidationStamp stamp, long lifeNanos) {
        if (lifeNanos > 0) {
            items.put(call.nearKey(), new Item(value, stamp, entry.entryId(), System.nanoTime(), lifeNanos));
        }
    }

    /**
     * Returns what was kept beside {@code entry}, and nothing that was kept beside another.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend had to be asked for its marks and failed
     */
    Optional<Known> find(FetchCall call, Foreign entry) {
        Item item = items.getIfPresent(call.nearKey());
        if (item == null || item.entryId != entry.entryId()) {
            return Optional.empty();
        }
        Verdict verdict = item.isOver()
                ? Verdict.INVALID
                : marks.judge(call.entryKey(), item.stamp, entry.readAt(), call.backendTime());
        if (verdict != Verdict.HOLDS) {
            items.asMap().remove(call.nearKey(), item);
            return Optional.empty();
        }
        return item.value.outcome(entry.readAt());
    }

    void clear() {
        items.invalidateAll();
    }
}
