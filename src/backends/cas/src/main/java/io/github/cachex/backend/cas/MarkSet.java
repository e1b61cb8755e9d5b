// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The marks of a cache, as its record holds them; each read and changed by one call. Not thread-safe. */
final class MarkSet {
    private static final byte FORMAT = 1;
    private static final int HEADER = 1 + 3 * Long.BYTES + Integer.BYTES;
    private static final int MARK_HEADER = Long.BYTES + Integer.BYTES;

    private final long incarnation;
    private final Map<String, Long> marks = new LinkedHashMap<>();
    private long epoch;
    private long floor;

    /** Creates an empty one. */
    MarkSet(long incarnation) {
        this.incarnation = incarnation;
    }

    /** Reads the record {@code bytes}; a new set of {@code incarnation} where it is none, so that what relied on the old one is told. */
    static MarkSet of(byte[] bytes, long incarnation) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER || in.get() != FORMAT) {
            return new MarkSet(incarnation);
        }
        MarkSet set = new MarkSet(in.getLong());
        set.epoch = in.getLong();
        set.floor = in.getLong();
        for (int left = in.getInt(); left > 0; left--) {
            if (in.remaining() < MARK_HEADER) {
                return new MarkSet(incarnation);
            }
            long made = in.getLong();
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                return new MarkSet(incarnation);
            }
            byte[] text = new byte[length];
            in.get(text);
            set.marks.put(new String(text, StandardCharsets.UTF_8), made);
        }
        return set;
    }

    /** Returns the record that holds it. */
    byte[] bytes() {
        List<byte[]> texts = marks.keySet().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        ByteBuffer out = ByteBuffer.allocate(HEADER
                + texts.stream().mapToInt(text -> MARK_HEADER + text.length).sum());
        out.put(FORMAT).putLong(incarnation).putLong(epoch).putLong(floor).putInt(texts.size());
        Iterator<Long> made = marks.values().iterator();
        for (byte[] text : texts) {
            out.putLong(made.next()).putInt(text.length).put(text);
        }
        return out.array();
    }

    long incarnation() {
        return incarnation;
    }

    /** Makes {@code texts} at {@code nowMillis}, above {@code beyond}, within {@code bounds} and {@code most} bytes. */
    TagState mark(Set<String> texts, long beyond, TagBounds bounds, long most, long nowMillis) {
        long previous = epoch;
        epoch = Math.max(TimeUnit.MILLISECONDS.toMicros(nowMillis), Math.max(previous, beyond) + 1);
        Map<String, Long> made = new TreeMap<>();
        for (String text : texts) {
            made.put(text, epoch);
            marks.remove(text);
            marks.put(text, epoch);
        }
        fold(bounds, most, nowMillis);
        return new TagState(incarnation, previous, epoch, floor, made);
    }

    /** Epochs are microseconds as far as the clocks agree: the first ones are the oldest. */
    private void fold(TagBounds bounds, long most, long nowMillis) {
        long oldest =
                TimeUnit.MILLISECONDS.toMicros(nowMillis - bounds.retention().toMillis());
        long size = HEADER + marks.keySet().stream().mapToLong(MarkSet::size).sum();
        Iterator<Map.Entry<String, Long>> inOrder = marks.entrySet().iterator();
        while (inOrder.hasNext()) {
            Map.Entry<String, Long> next = inOrder.next();
            if (marks.size() <= bounds.most() && next.getValue() >= oldest && size <= most) {
                return;
            }
            floor = next.getValue();
            size -= size(next.getKey());
            inOrder.remove();
        }
    }

    private static long size(String text) {
        return (long) MARK_HEADER + text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Lifts it to {@code known}, where marks were lost; returns whether it was below. */
    boolean lift(long known) {
        if (known <= epoch) {
            return false;
        }
        epoch = known;
        floor = known;
        return true;
    }

    /** Returns the state with the marks above {@code since}. */
    TagState above(long since) {
        Map<String, Long> above = new TreeMap<>();
        marks.forEach((text, made) -> {
            if (made > since) {
                above.put(text, made);
            }
        });
        return new TagState(incarnation, epoch, epoch, floor, above);
    }
}
