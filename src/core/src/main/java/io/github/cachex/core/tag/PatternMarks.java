// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import io.github.cachex.spi.Glob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Marks by pattern, found by the literal text that their patterns begin with: an id is compared with those alone that begin as it
 * does, however many there are. Of those that begin alike the youngest are kept, and what is older than them counts as meant by
 * them all. One thread writes at a time; any number read.
 */
final class PatternMarks {
    /** How many that begin alike are told apart. */
    private static final int KEPT = 8;
    /** Bits for each head: one in sixteen begins of an id is looked for in vain. */
    private static final int SPACIOUS = 16;

    private static final int LEAST_WORDS = 128;

    private final Map<String, Head> heads = new ConcurrentHashMap<>();
    private final LongAdder compared = new LongAdder();
    private volatile HeadFilter filter = new HeadFilter(LEAST_WORDS);
    private volatile long youngest;

    private record Mark(Glob glob, String text, long epoch) {}

    /** Marks that begin alike, the youngest first. What is older than {@code folded} is meant. */
    private record Head(List<Mark> marks, long folded) {
        static final Head NONE = new Head(List.of(), 0);

        Head with(Mark mark) {
            List<Mark> all = new ArrayList<>(marks.size() + 1);
            marks.stream().filter(known -> !known.text.equals(mark.text)).forEach(all::add);
            boolean old = marks.stream().anyMatch(known -> known.text.equals(mark.text) && known.epoch >= mark.epoch);
            if (old) {
                return this;
            }
            all.add(mark);
            all.sort(Comparator.comparingLong(Mark::epoch).reversed());
            return all.size() <= KEPT
                    ? new Head(List.copyOf(all), folded)
                    : new Head(List.copyOf(all.subList(0, KEPT)), Math.max(folded, all.get(KEPT).epoch));
        }

        Head without(String text) {
            return new Head(
                    marks.stream().filter(mark -> !mark.text.equals(text)).toList(), folded);
        }

        Head above(long floor) {
            List<Mark> left = marks.stream().filter(mark -> mark.epoch > floor).toList();
            return new Head(left, folded > floor ? folded : 0);
        }

        boolean isEmpty() {
            return marks.isEmpty() && folded == 0;
        }
    }

    /** Which heads there may be, by their lengths and hashes: a look costs a hit no object. */
    private static final class HeadFilter {
        private final AtomicLongArray bits;
        private final int mask;

        /** Creates one of {@code size} times 64 bits, a power of two. */
        HeadFilter(int size) {
            bits = new AtomicLongArray(size);
            mask = 64 * size - 1;
        }

        boolean isFullWith(int heads) {
            return (long) heads * SPACIOUS > mask;
        }

        void add(int length, int hash) {
            int bit = bit(length, hash);
            bits.accumulateAndGet(bit >>> 6, 1L << bit, (all, one) -> all | one);
        }

        boolean mayHold(int length, int hash) {
            int bit = bit(length, hash);
            return (bits.get(bit >>> 6) & 1L << bit) != 0;
        }

        private int bit(int length, int hash) {
            int mixed = (hash ^ length * 0x9E3779B9) * 0x85EBCA6B;
            return (mixed ^ mixed >>> 15) & mask;
        }
    }

    /** Notes that what matches {@code text} is invalidated at {@code epoch}. */
    void add(String text, long epoch) {
        Glob glob = Glob.of(text);
        String head = glob.head();
        heads.merge(head, Head.NONE.with(new Mark(glob, text, epoch)), (known, one) -> known.with(one.marks.get(0)));
        if (filter.isFullWith(heads.size())) {
            refilter();
        } else {
            filter.add(head.length(), head.hashCode());
        }
        youngest = Math.max(youngest, epoch);
    }

    private void refilter() {
        HeadFilter next = new HeadFilter(Integer.highestOneBit(Math.max(heads.size(), LEAST_WORDS)));
        heads.keySet().forEach(head -> next.add(head.length(), head.hashCode()));
        filter = next;
    }

    /** Returns whether a pattern younger than {@code epoch} means {@code id}. */
    boolean isMarked(String id, long epoch) {
        if (youngest <= epoch) {
            return false;
        }
        HeadFilter known = filter;
        int hash = 0;
        for (int length = 0; ; length++) {
            if (known.mayHold(length, hash) && isMarked(id.substring(0, length), id, epoch)) {
                return true;
            }
            if (length == id.length()) {
                return false;
            }
            // As String does it.
            hash = 31 * hash + id.charAt(length);
        }
    }

    private boolean isMarked(String text, String id, long epoch) {
        Head head = heads.get(text);
        if (head == null) {
            return false;
        }
        if (head.folded > epoch) {
            return true;
        }
        for (int i = 0; i < head.marks.size() && head.marks.get(i).epoch > epoch; i++) {
            compared.increment();
            if (head.marks.get(i).glob.matches(id)) {
                return true;
            }
        }
        return false;
    }

    /** Forgets the mark of {@code text}; where more begin alike than are told apart, what they mean stays meant. */
    void remove(String text) {
        heads.computeIfPresent(Glob.of(text).head(), (head, known) -> {
            Head left = known.without(text);
            return left.isEmpty() ? null : left;
        });
    }

    /** Forgets what is not younger than {@code floor}. */
    void forget(long floor) {
        heads.replaceAll((text, head) -> head.above(floor));
        heads.values().removeIf(Head::isEmpty);
        refilter();
    }

    /** Returns how many marks are kept, about. */
    int size() {
        return heads.size();
    }

    /** Returns how often an id was compared with a pattern. */
    long compared() {
        return compared.sum();
    }
}
