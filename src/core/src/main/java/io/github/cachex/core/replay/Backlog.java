// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.replay;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the backend has missed, cache by cache and within bounds. Thread-safe; one short lock around everything.
 *
 * <p>Whatever is queued has a number, so that what is queued again while it is being replayed is not taken for done.
 */
final class Backlog {
    private final Optional<String> clear;
    private final Map<CacheSpace, Waiting> caches = new LinkedHashMap<>();
    private long lastNumber;
    private int size;

    /**
     * Creates an empty one.
     *
     * @param clear the mark that stands for a whole cache, into which too many collapse; empty where the backend has no marks
     */
    Backlog(Optional<String> clear) {
        this.clear = clear;
    }

    /** What waits for one cache. */
    private record Waiting(Map<EntryKey, Long> invalid, Map<EntryKey, Long> ended, Map<String, Long> marks) {
        Waiting() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        int size() {
            return invalid.size() + ended.size() + marks.size();
        }
    }

    /**
     * What did not fit.
     *
     * @param cache whose it is
     * @param count how many ids and marks
     * @param isLost whether they are lost; otherwise the cache is cleared instead
     */
    record Overflow(CacheSpace cache, int count, boolean isLost) {}

    /** Adds invalidations of {@code keys}, which end their expirations, and returns what then was beyond {@code most}. */
    synchronized List<Overflow> invalidate(Collection<EntryKey> keys, int most) {
        for (EntryKey key : keys) {
            Waiting waiting = waiting(key.space());
            if (!joinsClear(waiting)) {
                forget(waiting.ended, key);
                put(waiting.invalid, key);
            }
        }
        return shrink(most);
    }

    /** Adds expirations of {@code keys} and returns what then was beyond {@code most}. */
    synchronized List<Overflow> expire(Collection<EntryKey> keys, int most) {
        for (EntryKey key : keys) {
            Waiting waiting = waiting(key.space());
            if (!joinsClear(waiting)) {
                put(waiting.invalid.containsKey(key) ? waiting.invalid : waiting.ended, key);
            }
        }
        return shrink(most);
    }

    /** Adds {@code marks} and returns what then was beyond {@code most}. */
    synchronized List<Overflow> mark(CacheSpace cache, Set<String> marks, int most) {
        Waiting waiting = waiting(cache);
        if (clear.filter(marks::contains).isPresent()) {
            clear(waiting);
        } else if (!joinsClear(waiting)) {
            marks.forEach(mark -> put(waiting.marks, mark));
        }
        return shrink(most);
    }

    private Waiting waiting(CacheSpace cache) {
        return caches.computeIfAbsent(cache, none -> new Waiting());
    }

    private <K> void put(Map<K, Long> map, K key) {
        if (map.put(key, ++lastNumber) == null) {
            size++;
        }
    }

    private <K> void forget(Map<K, Long> map, K key) {
        if (map.remove(key) != null) {
            size--;
        }
    }

    /** Returns whether a clear of the cache waits: it stands for what is added now, too, and so it is added anew. */
    private boolean joinsClear(Waiting waiting) {
        boolean cleared = clear.filter(waiting.marks::containsKey).isPresent();
        if (cleared) {
            put(waiting.marks, clear.orElseThrow());
        }
        return cleared;
    }

    private void clear(Waiting waiting) {
        size -= waiting.size();
        waiting.invalid.clear();
        waiting.ended.clear();
        waiting.marks.clear();
        put(waiting.marks, clear.orElseThrow());
    }

    /** Makes what goes beyond {@code most} ids and marks a clear, or drops it where that cannot be, and returns what that was. */
    synchronized List<Overflow> shrink(int most) {
        Map<CacheSpace, Overflow> overflows = new HashMap<>();
        while (size > most) {
            Map.Entry<CacheSpace, Waiting> fullest = caches.entrySet().stream()
                    .max(Comparator.comparingInt(each -> each.getValue().size()))
                    .orElseThrow();
            int count = fullest.getValue().size();
            if (clear.isEmpty()) {
                loseOldest(fullest.getValue());
                count = 1;
            } else if (count > 1) {
                clear(fullest.getValue());
            } else {
                break;
            }
            overflows.merge(
                    fullest.getKey(),
                    new Overflow(fullest.getKey(), count, clear.isEmpty()),
                    (one, other) -> new Overflow(one.cache, one.count + other.count, one.isLost));
        }
        return List.copyOf(overflows.values());
    }

    private void loseOldest(Waiting waiting) {
        Map<EntryKey, Long> ids = waiting.ended.isEmpty() ? waiting.invalid : waiting.ended;
        forget(ids, ids.keySet().iterator().next());
    }

    /** Returns the number of what was added last. */
    synchronized long lastNumber() {
        return lastNumber;
    }

    /** Drops the expirations of {@code keys}, and where {@code invalidated} their invalidations, numbered up to {@code number}. */
    synchronized void settled(Collection<EntryKey> keys, long number, boolean invalidated) {
        for (EntryKey key : keys) {
            Waiting waiting = caches.get(key.space());
            if (waiting != null) {
                settle(waiting.ended, key, number);
                if (invalidated) {
                    settle(waiting.invalid, key, number);
                }
            }
        }
    }

    /** Drops {@code marks} numbered up to {@code number}; where the clear is among them, whatever waits for the cache. */
    synchronized void marked(CacheSpace cache, Collection<String> marks, long number) {
        Waiting waiting = caches.get(cache);
        if (waiting == null) {
            return;
        }
        if (clear.filter(marks::contains).isPresent()) {
            Stream.of(waiting.invalid, waiting.ended)
                    .forEach(ids -> List.copyOf(ids.keySet()).forEach(key -> settle(ids, key, number)));
            List.copyOf(waiting.marks.keySet()).forEach(mark -> settle(waiting.marks, mark, number));
        } else {
            marks.forEach(mark -> settle(waiting.marks, mark, number));
        }
    }

    private <K> void settle(Map<K, Long> map, K key, long number) {
        Long queued = map.get(key);
        if (queued != null && queued <= number) {
            forget(map, key);
        }
    }

    /** Returns up to {@code count} ids to invalidate. */
    synchronized List<EntryKey> invalid(int count) {
        return first(count, Waiting::invalid);
    }

    /** Returns up to {@code count} ids to expire. */
    synchronized List<EntryKey> ended(int count) {
        return first(count, Waiting::ended);
    }

    private List<EntryKey> first(int count, Function<Waiting, Map<EntryKey, Long>> ids) {
        return caches.values().stream()
                .flatMap(waiting -> ids.apply(waiting).keySet().stream())
                .limit(count)
                .toList();
    }

    /** Returns the caches with marks. */
    synchronized List<CacheSpace> marked() {
        return caches.entrySet().stream()
                .filter(each -> !each.getValue().marks.isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns up to {@code count} marks of {@code cache}. */
    synchronized Set<String> marks(CacheSpace cache, int count) {
        Waiting waiting = caches.get(cache);
        return waiting == null
                ? Set.of()
                : waiting.marks.keySet().stream().limit(count).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns how many marks of {@code cache} there are. */
    synchronized int countMarks(CacheSpace cache) {
        Waiting waiting = caches.get(cache);
        return waiting == null ? 0 : waiting.marks.size();
    }

    /** Returns which of {@code marks} of {@code cache} there are. */
    synchronized Set<String> marksAmong(CacheSpace cache, Set<String> marks) {
        Waiting waiting = caches.get(cache);
        return waiting == null
                ? Set.of()
                : marks.stream().filter(waiting.marks::containsKey).collect(Collectors.toUnmodifiableSet());
    }

    synchronized boolean isPending(EntryKey key) {
        Waiting waiting = caches.get(key.space());
        return waiting != null
                && (waiting.invalid.containsKey(key)
                        || waiting.ended.containsKey(key)
                        || clear.filter(waiting.marks::containsKey).isPresent());
    }

    /** Returns how many ids and marks wait for the cache of this name. */
    synchronized long pending(String cache) {
        return caches.entrySet().stream()
                .filter(each -> each.getKey().cache().equals(cache))
                .mapToLong(each -> each.getValue().size())
                .sum();
    }

    synchronized int size() {
        return size;
    }

    /** Returns a key under which nothing is stored, of a cache of which something waits or did. */
    synchronized Optional<EntryKey> question() {
        return caches.keySet().stream().findFirst().map(cache -> cache.key("cachex:probe"));
    }

    /** Returns, in words, one of what waits. */
    synchronized String example() {
        return Stream.concat(
                        first(1, Waiting::invalid).stream().map(key -> "such as that of '" + key.value() + "'"),
                        caches.keySet().stream().map(cache -> "in caches such as '" + cache.cache() + "'"))
                .findFirst()
                .orElse("none");
    }
}
