// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.cachex.core.near.NearEntry.Watch;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.SharedValue;
import java.util.Optional;

/**
 * Values that were loaded and that no backend could keep because it was down, for the short time in which loading each of them
 * again for every caller would be the outage itself. Thread-safe.
 */
final class Shelf {
    private static final int MOST = 10_000;

    private final Cache<Object, Item> items =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    private final Stripes stripes;
    private final Marks marks;

    Shelf(Stripes stripes, Marks marks) {
        this.stripes = stripes;
        this.marks = marks;
    }

    private record Item(SharedValue value, Watch watch, long keptAt, long lifeNanos) {}

    // Its tags are not known here: whatever was invalidated as a group ends it, at the price of one more load.
    private boolean isUnchanged(Watch watch) {
        return watch.isUnchanged(stripes) && watch.marks() == marks.version();
    }

    /** Keeps the value of {@code call}, loaded after {@code watch}, for {@code lifeNanos}. */
    void keep(FetchCall call, Watch watch, SharedValue value, long lifeNanos) {
        if (lifeNanos > 0 && isUnchanged(watch)) {
            items.put(call.nearKey(), new Item(value, watch, System.nanoTime(), lifeNanos));
        }
    }

    /** Returns what is kept for {@code call}, which asked at {@code now} at the latest. */
    Optional<Outcome> find(FetchCall call, long now) {
        Item item = items.getIfPresent(call.nearKey());
        if (item == null) {
            return Optional.empty();
        }
        if (System.nanoTime() - item.keptAt >= item.lifeNanos || !isUnchanged(item.watch)) {
            items.asMap().remove(call.nearKey(), item);
            return Optional.empty();
        }
        return item.value.outcome(now);
    }

    void clear() {
        items.invalidateAll();
    }
}
