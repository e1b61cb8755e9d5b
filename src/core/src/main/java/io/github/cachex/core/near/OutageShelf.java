// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.near.NearEntry.Watch;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.SharedValue;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Values that were loaded and that no backend could keep because it was down, for the short time in which loading each of them
 * again for every caller would be the outage itself. Thread-safe.
 */
final class OutageShelf {
    private static final long BETWEEN_SWEEPS = Duration.ofSeconds(1).toNanos();

    private final Cache<Object, Item> items;
    private final KeyVersions versions;
    private final Marks marks;
    private final AtomicLong sweptAt = new AtomicLong(System.nanoTime());

    /** Creates one for at most {@code maxEntries} values. */
    OutageShelf(KeyVersions versions, Marks marks, long maxEntries) {
        this.items = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .expireAfter(Expiry.writing((Object key, Item item) -> Duration.ofNanos(item.longestNanos())))
                .executor(Runnable::run)
                .build();
        this.versions = versions;
        this.marks = marks;
    }

    /** Drops what is over, now and then: after an outage nobody asks for it any more. */
    void sweep() {
        long last = sweptAt.get();
        long now = System.nanoTime();
        if (now - last >= BETWEEN_SWEEPS && items.estimatedSize() > 0 && sweptAt.compareAndSet(last, now)) {
            items.cleanUp();
        }
    }

    /** Returns how many values are kept, about. */
    long size() {
        return items.estimatedSize();
    }

    /**
     * What is kept.
     *
     * @param lifeNanos for how long it is served
     * @param standInNanos for how long it may stand in where the source fails as well
     */
    record Item(SharedValue value, Watch watch, long keptAt, long lifeNanos, long standInNanos) {
        long longestNanos() {
            return Math.max(lifeNanos, standInNanos);
        }

        boolean lives(long now) {
            return now - keptAt < lifeNanos;
        }

        boolean standsIn(long now) {
            return now - keptAt < standInNanos;
        }
    }

    // Its tags are not known here: whatever was invalidated as a group ends it, at the price of one more load.
    private boolean isUnchanged(Watch watch) {
        return watch.isUnchanged(versions) && watch.marks() == marks.version();
    }

    /** Keeps the value of {@code call}, loaded after {@code watch}, for {@code lifeNanos}, then to stand in. */
    void keep(FetchCall call, Watch watch, SharedValue value, long lifeNanos, long standInNanos) {
        if ((lifeNanos > 0 || standInNanos > 0) && isUnchanged(watch)) {
            items.put(call.nearKey(), new Item(value, watch, System.nanoTime(), lifeNanos, standInNanos));
        }
    }

    /** Returns what is kept for {@code call}, which asked at {@code now} at the latest. */
    Optional<Known> find(FetchCall call, long now) {
        return item(call).filter(item -> item.lives(System.nanoTime())).flatMap(item -> item.value.outcome(now));
    }

    /** Returns what is kept for {@code call} and may stand in at {@code now}. */
    Optional<Item> lastGood(FetchCall call, long now) {
        return item(call).filter(item -> item.standsIn(now));
    }

    private Optional<Item> item(FetchCall call) {
        Item item = items.getIfPresent(call.nearKey());
        if (item == null) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        if (!item.lives(now) && !item.standsIn(now) || !isUnchanged(item.watch)) {
            items.asMap().remove(call.nearKey(), item);
            return Optional.empty();
        }
        return Optional.of(item);
    }

    void clear() {
        items.invalidateAll();
    }
}
