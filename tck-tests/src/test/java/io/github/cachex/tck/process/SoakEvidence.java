// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What tells where a value came from that is older than it may be: the last drop of its slot, how it was read, and what the cache told of
 * the slot and of its backend before. Times are those of {@link System#nanoTime}, which all processes of a machine share. Thread-safe.
 */
public final class SoakEvidence implements CacheListener {
    private static final int KEPT = 40;
    private static final int EXAMPLES = 3;
    private static final String ANY = "";
    private static final long RECENT = TimeUnit.SECONDS.toNanos(5);

    private final Map<String, Deque<Note>> notes = new ConcurrentHashMap<>();
    private final Map<String, Drop> drops = new ConcurrentHashMap<>();
    private final List<String> examples = new ArrayList<>();

    private record Note(long at, String thread, CacheEvent event) {}

    /** The last drop of a slot: its kind, what it answered, when it began and had returned. */
    private record Drop(String kind, String answer, long version, long began, long ended) {}

    /**
     * How a value was read.
     *
     * @param kind of the operation
     * @param asked before it began
     * @param answered after it had returned
     * @param loaded whether the loader ran on the reading thread
     */
    record Read(String kind, long asked, long answered, boolean loaded) {}

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return type != CacheEvent.Asking.class;
    }

    @Override
    public void on(CacheEvent event) {
        boolean isOfAll = event instanceof CacheEvent.GroupInvalidated
                || event instanceof CacheEvent.BreakerChanged
                || event instanceof CacheEvent.LinkChanged
                || event instanceof CacheEvent.BackendFailed;
        if (isOfAll || Soak.isOfASlot(event.id())) {
            note(
                    isOfAll ? ANY : event.id(),
                    new Note(System.nanoTime(), Thread.currentThread().getName(), event));
        }
    }

    private void note(String id, Note note) {
        Deque<Note> ring = notes.computeIfAbsent(id, missing -> new ArrayDeque<>());
        synchronized (ring) {
            if (ring.size() == KEPT) {
                ring.removeFirst();
            }
            ring.addLast(note);
        }
    }

    /** Forgets what was told so far. */
    void begin() {
        notes.clear();
        drops.clear();
    }

    /** Notes the last drop of {@code id}, which has returned. */
    void dropped(String id, String kind, String answer, long version, long began) {
        drops.put(id, new Drop(kind, answer, version, began, System.nanoTime()));
    }

    /** Keeps, and prints, what is known of {@code version} of {@code id}, which is older than {@code dropped}. */
    void old(String id, long version, long dropped, Read read) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "at %d %s had version %d after %d was dropped, by %s%s of %d us;",
                read.asked(),
                id,
                version,
                dropped,
                read.kind(),
                read.loaded() ? ", loaded on its thread," : "",
                (read.answered() - read.asked()) / 1_000));
        Drop drop = drops.get(id);
        if (drop != null) {
            text.append(String.format(
                    Locale.ROOT,
                    " the last drop, of %d, was %s, answered %s, began %s and returned %s;",
                    drop.version(),
                    drop.kind(),
                    drop.answer(),
                    when(drop.began(), read),
                    when(drop.ended(), read)));
        }
        List<Note> all = new ArrayList<>(recent(id, read));
        all.addAll(recent(ANY, read));
        all.sort((one, other) -> Long.signum(one.at() - other.at()));
        all.forEach(note -> text.append(" [")
                .append(when(note.at(), read))
                .append(' ')
                .append(note.thread())
                .append(' ')
                .append(note.event())
                .append(']'));
        System.err.println("soak: " + text);
        synchronized (examples) {
            if (examples.size() < EXAMPLES) {
                examples.add(text.toString());
            }
        }
    }

    private List<Note> recent(String id, Read read) {
        Deque<Note> ring = notes.getOrDefault(id, new ArrayDeque<>());
        synchronized (ring) {
            return ring.stream()
                    .filter(note -> read.asked() - note.at() < RECENT)
                    .toList();
        }
    }

    private static String when(long time, Read read) {
        return String.format(Locale.ROOT, "%+d us", (time - read.asked()) / 1_000);
    }

    /** Returns what was kept, the first few. */
    List<String> examples() {
        synchronized (examples) {
            return List.copyOf(examples);
        }
    }
}
