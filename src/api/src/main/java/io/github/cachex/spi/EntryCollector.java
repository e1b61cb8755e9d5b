// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Collects the entries whose values one request is given, for those who tell web caches of them. It is open on the thread that opened
 * it; calls of caches that begin there count, on whatever thread they end, and calls that begin elsewhere do not. Thread-safe.
 *
 * <p>While none is open in this JVM, a call of a cache pays for it the read of one field.
 */
@Internal
public final class EntryCollector implements AutoCloseable {
    /** Of a class of the JDK, so that a thread of a server which keeps it keeps no application. */
    private static final ThreadLocal<@Nullable AtomicReference<EntryCollector>> CURRENT = new ThreadLocal<>();

    private static final AtomicInteger COUNT = new AtomicInteger();
    /** More would fill more headers than web caches take. */
    private static final int MOST = 1_000;

    /** The same as whether {@code COUNT} is above zero, but cheaper to read. */
    private static volatile boolean anyOpen;

    private final AtomicReference<EntryCollector> place = new AtomicReference<>(this);
    private final Map<EntryKey, TouchedEntry> entries = new TreeMap<>();
    private final long begun;
    private final Thread thread = Thread.currentThread();
    private boolean certain = true;
    private boolean closed;

    private EntryCollector() {
        this.begun = ChangeTrail.position();
    }

    /** Opens one on this thread, in the place of any that was left open there. Close it on whatever thread. */
    public static EntryCollector open() {
        EntryCollector left = onThisThread();
        if (left != null) {
            left.close();
        }
        // Counted first, so that no change is left out of the trail that comes after its beginning.
        count(1);
        EntryCollector collector = new EntryCollector();
        CURRENT.set(collector.place);
        return collector;
    }

    private static void count(int more) {
        synchronized (COUNT) {
            anyOpen = COUNT.addAndGet(more) > 0;
        }
    }

    /** Returns whether any is open in this JVM. */
    static boolean isAnyOpen() {
        return anyOpen;
    }

    /** Returns the one that is open on this thread; null if there is none. */
    public static @Nullable EntryCollector current() {
        return anyOpen ? onThisThread() : null;
    }

    private static @Nullable EntryCollector onThisThread() {
        AtomicReference<EntryCollector> place = CURRENT.get();
        return place == null ? null : place.get();
    }

    /** Notes, where one is open on this thread, that what is given there is no stored entry's value. */
    public static void uncertainHere() {
        EntryCollector collector = current();
        if (collector != null) {
            collector.uncertain();
        }
    }

    /** Notes that the value of {@code entry} is given; two entries of one key make everything uncertain. */
    public synchronized void touched(TouchedEntry entry) {
        TouchedEntry before = entries.get(entry.key());
        if (before == null && entries.size() >= MOST || before != null && before.entryId() != entry.entryId()) {
            certain = false;
        } else if (!closed) {
            entries.put(entry.key(), entry);
        }
    }

    /** Notes that something is given that is no stored entry's value, so that nobody is told when it changes. */
    public synchronized void uncertain() {
        certain = false;
    }

    /**
     * Returns whether the entries say how long an answer holds that is made of their values: there is one at least, everything was
     * given by stored entries, on the thread that asks, and none of them was invalidated since this was opened.
     */
    public boolean isCertain() {
        List<TouchedEntry> all = entries();
        synchronized (this) {
            if (!certain || all.isEmpty() || Thread.currentThread() != thread) {
                return false;
            }
        }
        return !ChangeTrail.isAnyChangedSince(begun, all);
    }

    /** Returns the entries so far, by their keys. */
    public synchronized List<TouchedEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** Collects no more. Closing it again does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        count(-1);
        place.set(null);
        if (CURRENT.get() == place) {
            CURRENT.remove();
        }
    }
}
