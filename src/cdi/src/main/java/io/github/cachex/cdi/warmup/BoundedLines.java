// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The lines of a reader, of which none is held that has more than so many characters. Not thread-safe. */
final class BoundedLines implements Iterator<BoundedLines.Line> {
    private final BufferedReader reader;
    private final int most;
    private long number;
    private boolean afterReturn;
    private boolean ended;

    /**
     * A line.
     *
     * @param number its number, from 1
     * @param text what it says; its begin where it is not whole
     * @param isWhole whether it has no more characters than it may
     */
    record Line(long number, String text, boolean isWhole) {}

    private BoundedLines(BufferedReader reader, int most) {
        this.reader = reader;
        this.most = most;
    }

    /** Returns the lines of {@code reader}, read one by one, each of at most {@code most} characters. */
    static Stream<Line> of(BufferedReader reader, int most) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new BoundedLines(reader, most), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public boolean hasNext() {
        if (ended) {
            return false;
        }
        try {
            reader.mark(2);
            int next = reader.read();
            if (next == '\n' && afterReturn) {
                reader.mark(1);
                next = reader.read();
            }
            afterReturn = false;
            ended = next < 0;
            if (!ended) {
                reader.reset();
            }
            return !ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Line next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        StringBuilder text = new StringBuilder();
        boolean whole = true;
        try {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n' || c == '\r') {
                    afterReturn = c == '\r';
                    break;
                }
                whole &= text.length() < most;
                if (whole) {
                    text.append((char) c);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Line(++number, text.toString(), whole);
    }
}
