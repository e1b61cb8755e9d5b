// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.replay;

import io.github.cachex.core.coherence.ProbeKey;
import io.github.cachex.spi.BackendParts;
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
 * <p>Each key is queued for the part that holds it, so that what one part cannot be told keeps nothing from the others; when keys have
 * moved, {@link #regroup} has to be told. Whatever is queued has a number, so that what is queued again while it is being replayed
 * is not taken for done.
 */
final class Backlog {
    private final BackendParts parts;
    private final Optional<String> clear;
    private final Map<CacheSpace, Waiting> caches = new LinkedHashMap<>();
    private long lastNumber;
    private int size;

    /**
     * Creates an empty one.
     *
     * @param parts say which of them holds a key, and the marks of a cache
     * @param clear the mark that stands for a whole cache, into which too many collapse; empty where the backend has no marks
     */
    Backlog(BackendParts parts, Optional<String> clear) {
        this.parts = parts;
        this.clear = clear;
    }

    /** What waits for one cache. */
    private record Waiting(Map<EntryKey, Queued> invalid, Map<EntryKey, Queued> ended, Map<String, Queued> marks) {
        Waiting() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        int size() {
            return invalid.size() + ended.size() + marks.size();
        }
    }

    /** The number of what waits, and the part that it waits for. */
    private record Queued(long number, String part) {}

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
            if (!joinsClear(key.space(), waiting)) {
                forget(waiting.ended, key);
                put(waiting.invalid, key, parts.of(key));
            }
        }
        return shrink(most);
    }

    /** Adds expirations of {@code keys} and returns what then was beyond {@code most}. */
    synchronized List<Overflow> expire(Collection<EntryKey> keys, int most) {
        for (EntryKey key : keys) {
            Waiting waiting = waiting(key.space());
            if (!joinsClear(key.space(), waiting)) {
                put(waiting.invalid.containsKey(key) ? waiting.invalid : waiting.ended, key, parts.of(key));
            }
        }
        return shrink(most);
    }

    /** Adds {@code marks} and returns what then was beyond {@code most}. */
    synchronized List<Overflow> mark(CacheSpace cache, Set<String> marks, int most) {
        Waiting waiting = waiting(cache);
        if (clear.filter(marks::contains).isPresent()) {
            clear(cache, waiting);
        } else if (!joinsClear(cache, waiting)) {
            marks.forEach(mark -> put(waiting.marks, mark, parts.of(cache)));
        }
        return shrink(most);
    }

    private Waiting waiting(CacheSpace cache) {
        return caches.computeIfAbsent(cache, none -> new Waiting());
    }

    private <K> void put(Map<K, Queued> map, K key, String part) {
        if (map.put(key, new Queued(++lastNumber, part)) == null) {
            size++;
        }
    }

    private <K> void forget(Map<K, Queued> map, K key) {
        if (map.remove(key) != null) {
            size--;
        }
    }

    /** Returns whether a clear of the cache waits: it stands for what is added now, too, and so it is added anew. */
    private boolean joinsClear(CacheSpace cache, Waiting waiting) {
        boolean cleared = clear.filter(waiting.marks::containsKey).isPresent();
        if (cleared) {
            put(waiting.marks, clear.orElseThrow(), parts.of(cache));
        }
        return cleared;
    }

    private void clear(CacheSpace cache, Waiting waiting) {
        size -= waiting.size();
        waiting.invalid.clear();
        waiting.ended.clear();
        waiting.marks.clear();
        put(waiting.marks, clear.orElseThrow(), parts.of(cache));
    }

    /** Lets everything wait for the part that holds it now. */
    synchronized void regroup() {
        caches.forEach((cache, waiting) -> {
            waiting.invalid.replaceAll((key, queued) -> new Queued(queued.number, parts.of(key)));
            waiting.ended.replaceAll((key, queued) -> new Queued(queued.number, parts.of(key)));
            waiting.marks.replaceAll((mark, queued) -> new Queued(queued.number, parts.of(cache)));
        });
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
                clear(fullest.getKey(), fullest.getValue());
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
        Map<EntryKey, Queued> ids = waiting.ended.isEmpty() ? waiting.invalid : waiting.ended;
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

    private <K> void settle(Map<K, Queued> map, K key, long number) {
        Queued queued = map.get(key);
        if (queued != null && queued.number <= number) {
            forget(map, key);
        }
    }

    /** Returns up to {@code count} ids of {@code part} to invalidate. */
    synchronized List<EntryKey> invalid(String part, int count) {
        return first(part, count, Waiting::invalid);
    }

    /** Returns up to {@code count} ids of {@code part} to expire. */
    synchronized List<EntryKey> ended(String part, int count) {
        return first(part, count, Waiting::ended);
    }

    private List<EntryKey> first(String part, int count, Function<Waiting, Map<EntryKey, Queued>> ids) {
        return caches.values().stream()
                .flatMap(waiting -> ids.apply(waiting).entrySet().stream())
                .filter(each -> each.getValue().part.equals(part))
                .map(Map.Entry::getKey)
                .limit(count)
                .toList();
    }

    /** Returns the caches with marks that wait for {@code part}. */
    synchronized List<CacheSpace> marked(String part) {
        return caches.entrySet().stream()
                .filter(each -> each.getValue().marks.values().stream().anyMatch(mark -> mark.part.equals(part)))
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

    /** Returns a key of {@code part} under which nothing is stored, of a cache of which something waits or did. */
    synchronized Optional<EntryKey> question(String part) {
        return caches.keySet().stream().findFirst().flatMap(cache -> ProbeKey.of(parts, cache, part));
    }

    /** Returns, in words, one of what waits. */
    synchronized String example() {
        return Stream.concat(
                        caches.values().stream()
                                .flatMap(waiting -> waiting.invalid.keySet().stream())
                                .map(key -> "such as that of '" + key.value() + "'"),
                        caches.keySet().stream().map(cache -> "in caches such as '" + cache.cache() + "'"))
                .findFirst()
                .orElse("none");
    }
}
