// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.spi.StoredEntry;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds what the test says, nothing at first. */
public final class FakeReader implements EntryReader {
    private final AtomicInteger reads = new AtomicInteger();
    private volatile EntryFinder finder = call -> Missing.UNREAD;

    /** What a read comes to. */
    @FunctionalInterface
    public interface EntryFinder {
        /** Returns what it found. */
        Finding find(FetchCall call);
    }

    /** Lets reads come to what {@code found} says. */
    public void find(EntryFinder found) {
        finder = found;
    }

    /** Lets reads find the fresh value {@code value}. */
    public void find(String value) {
        finder = call -> Calls.fresh(value);
    }

    /** Returns how often it was asked. */
    public int reads() {
        return reads.get();
    }

    @Override
    public Finding read(FetchCall call) {
        reads.incrementAndGet();
        return finder.find(call);
    }

    @Override
    public Finding judge(FetchCall call, Object watch, StoredEntry entry, long sentAt) {
        throw new UnsupportedOperationException();
    }
}
