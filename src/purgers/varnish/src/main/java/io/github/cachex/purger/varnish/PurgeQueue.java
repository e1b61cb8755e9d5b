// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.purger.varnish;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.Purge;
import io.github.cachex.spi.Purger;
import io.github.cachex.spi.SurrogateKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one Varnish is yet to be told, in order: at once, and once more later. Within bounds: what is too much becomes one ban of
 * everything of its cache. Not thread-safe.
 */
final class PurgeQueue {
    /** So that a header line of 8 KB holds a batch. */
    private static final int BATCH = 6 * 1024;

    private final Map<String, Item> now = new LinkedHashMap<>();
    private final Map<String, Repeat> later = new LinkedHashMap<>();
    private final boolean byBan;
    private final long repeatNanos;
    private final int most;

    PurgeQueue(boolean byBan, long repeatNanos, int most) {
        this.byBan = byBan;
        this.repeatNanos = repeatNanos;
        this.most = most;
    }

    /** Answers of {@code cache} known by {@code key}, to be forgotten by a ban or by xkey. */
    record Item(CacheSpace cache, String key, boolean byBan) {}

    private record Repeat(Item item, long due) {}

    /** Adds {@code purge}, made at {@code time}; returns the caches that are purged as a whole now, since too much waits. */
    List<CacheSpace> add(Purge purge, long time) {
        // The names are hashes, of which no pattern tells anything: it is about all of its cache.
        Item item = new Item(purge.space(), Purger.keyOf(purge), byBan || purge instanceof Purge.Matching);
        now.putIfAbsent(item.key, item);
        // The last of several is as good for all: each was told at once as well.
        later.remove(item.key);
        later.put(item.key, new Repeat(item, time + repeatNanos));
        List<CacheSpace> collapsed = new ArrayList<>();
        while (size() > most && collapse(collapsed)) {
            // Until it fits.
        }
        return collapsed;
    }

    /** Returns how many purges wait, those that come once more included. */
    int size() {
        return Math.max(now.size(), later.size());
    }

    private boolean collapse(List<CacheSpace> collapsed) {
        Map<CacheSpace, Integer> counts = new LinkedHashMap<>();
        now.values().forEach(item -> counts.merge(item.cache, 1, Integer::sum));
        later.values().forEach(repeat -> counts.merge(repeat.item.cache, 1, Integer::sum));
        Map.Entry<CacheSpace, Integer> fullest =
                counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        if (fullest.getValue() <= 2) {
            return false; // caches alone
        }
        CacheSpace cache = fullest.getKey();
        long last = later.values().stream()
                .filter(repeat -> repeat.item.cache.equals(cache))
                .mapToLong(Repeat::due)
                .reduce((first, second) -> second)
                .orElseGet(() -> System.nanoTime() + repeatNanos);
        now.values().removeIf(item -> item.cache.equals(cache));
        later.values().removeIf(repeat -> repeat.item.cache.equals(cache));
        Item all = new Item(cache, SurrogateKeys.of(cache), true);
        now.put(all.key, all);
        later.put(all.key, new Repeat(all, last));
        collapsed.add(cache);
        return true;
    }

    /** Returns what is to be told together at {@code time}, the oldest first; empty for nothing. It waits no more. */
    List<Item> take(long time) {
        Iterator<Repeat> repeats = later.values().iterator();
        while (repeats.hasNext()) {
            Repeat repeat = repeats.next();
            if (repeat.due - time > 0) {
                break;
            }
            repeats.remove();
            now.putIfAbsent(repeat.item.key, repeat.item);
        }
        List<Item> batch = new ArrayList<>();
        int bytes = 0;
        Iterator<Item> items = now.values().iterator();
        while (items.hasNext()) {
            Item item = items.next();
            bytes += item.key.length() + 1;
            if (bytes > BATCH || !batch.isEmpty() && batch.get(0).byBan != item.byBan) {
                break;
            }
            batch.add(item);
            items.remove();
        }
        return batch;
    }

    /** Puts {@code failed}, which were taken, back before all that came since. */
    void putBack(Collection<Item> failed) {
        Map<String, Item> since = new LinkedHashMap<>(now);
        now.clear();
        failed.forEach(item -> now.put(item.key, item));
        since.forEach(now::putIfAbsent);
    }

    /** Lets all that comes once more come now. */
    void hurry() {
        later.values().forEach(repeat -> now.putIfAbsent(repeat.item.key, repeat.item));
        later.clear();
    }

    /** Drops everything. */
    void clear() {
        now.clear();
        later.clear();
    }

    /** Returns when something is to be told: at once is {@code time}; empty for never. */
    OptionalLong due(long time) {
        if (!now.isEmpty()) {
            return OptionalLong.of(time);
        }
        return later.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(later.values().iterator().next().due);
    }
}
