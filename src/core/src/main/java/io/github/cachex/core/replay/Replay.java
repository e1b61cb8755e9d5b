// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.replay;

import io.github.cachex.core.coherence.OnePart;
import io.github.cachex.core.entry.EntryIds;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** One attempt to tell a part of a backend what it missed. Any failure ends it, with the rest still queued. Of one thread. */
final class Replay {
    private final CacheBackend backend;
    private final String part;
    private final AtomicInteger pace;
    private final Duration budget;
    private final CallBudget limit;
    private int calls;

    /**
     * Begins one for {@code part}, whose calls get {@code budget} each and {@code limit} together.
     *
     * @param pace how many are told by one call: one after a failure, then twice as many after each success
     */
    Replay(CacheBackend backend, String part, AtomicInteger pace, Duration budget, CallBudget limit) {
        this.backend = backend;
        this.part = part;
        this.pace = pace;
        this.budget = budget;
        this.limit = limit;
    }

    /** Returns how many calls were made. */
    int calls() {
        return calls;
    }

    <R> R call(Function<CallBudget, R> step) {
        calls++;
        return step.apply(CallBudget.of(Duration.ofNanos(Math.min(Nanos.of(budget), limit.remainingNanos()))));
    }

    private <R> R tell(Function<CallBudget, R> step) {
        try {
            R answer = call(step);
            pace.updateAndGet(size -> Math.min(CacheBackend.BATCH, 2 * size));
            return answer;
        } catch (CacheBackendException e) {
            pace.set(1);
            throw e;
        }
    }

    /** Tells what waits in {@code backlog}, up to about {@code most} of each kind, and returns how much that was. */
    int tell(Backlog backlog, TagBounds bounds, BiConsumer<CacheSpace, TagState> replayed, int most) {
        Consumer<Collection<EntryKey>> invalidated = keys -> makeUpFor(keys, false, backlog, bounds, replayed);
        Consumer<Collection<EntryKey>> expired = keys -> makeUpFor(keys, true, backlog, bounds, replayed);
        return ids(backlog, count -> backlog.invalid(part, count), true, invalidated, most)
                + ids(backlog, count -> backlog.ended(part, count), false, expired, most)
                + marks(backlog, bounds, replayed, most);
    }

    private int ids(
            Backlog backlog,
            IntFunction<List<EntryKey>> waiting,
            boolean hard,
            Consumer<Collection<EntryKey>> done,
            int most) {
        int told = 0;
        List<EntryKey> batch;
        int size;
        do {
            long upTo = backlog.lastNumber();
            size = pace.get();
            batch = waiting.apply(size);
            if (!batch.isEmpty()) {
                Collection<EntryKey> keys = batch;
                var unused = tell(left -> hard ? backend.invalidate(keys, left) : backend.expire(keys, left));
                done.accept(keys);
                backlog.settled(keys, upTo, hard);
                told += keys.size();
            }
        } while (batch.size() == size && told < most);
        return told;
    }

    /** Marks {@code keys} of caches of whose changes other JVMs are not told; later, where another part that holds the marks fails. */
    private void makeUpFor(
            Collection<EntryKey> keys,
            boolean soft,
            Backlog backlog,
            TagBounds bounds,
            BiConsumer<CacheSpace, TagState> replayed) {
        BackendParts parts = OnePart.partsOf(backend);
        Optional<BackendLink> link = parts.link(part);
        if (link.isEmpty() || backend.tags().isEmpty()) {
            return;
        }
        Map<CacheSpace, Set<String>> unheard = new LinkedHashMap<>();
        for (EntryKey key : keys) {
            if (!link.get().announces(key.space())) {
                unheard.computeIfAbsent(key.space(), none -> new LinkedHashSet<>())
                        .add(Marks.ofKey(key.id(), soft));
            }
        }
        unheard.forEach((cache, marks) -> {
            if (parts.of(cache).equals(part)) {
                replayed.accept(cache, call(left -> mark(cache, marks, bounds, left)));
            } else {
                var unused = backlog.mark(cache, marks, Integer.MAX_VALUE);
            }
        });
    }

    private TagState mark(CacheSpace cache, Set<String> marks, TagBounds bounds, CallBudget left) {
        // No epoch is known here: that of the set, and its clock, decide.
        return backend.tags().orElseThrow().mark(cache, marks, new MarkPosition(EntryIds.next(), 0), bounds, left);
    }

    private int marks(Backlog backlog, TagBounds bounds, BiConsumer<CacheSpace, TagState> replayed, int most) {
        int told = 0;
        for (CacheSpace cache : backlog.marked(part)) {
            // What is queued again meanwhile stays for the next time.
            int left = Math.min(backlog.countMarks(cache), most - told);
            while (left > 0) {
                int count = mark(backlog, cache, bounds, replayed);
                left = count == 0 ? 0 : left - count;
                told += count;
            }
        }
        return told;
    }

    private int mark(Backlog backlog, CacheSpace cache, TagBounds bounds, BiConsumer<CacheSpace, TagState> replayed) {
        long upTo = backlog.lastNumber();
        Set<String> marks = backlog.marks(cache, pace.get());
        if (!marks.isEmpty()) {
            TagState state = tell(left -> mark(cache, marks, bounds, left));
            // Known before they wait no more, else neither would tell of them for a moment; and told of again once they
            // do not.
            replayed.accept(cache, state);
            backlog.marked(cache, marks, upTo);
            replayed.accept(cache, state);
        }
        return marks.size();
    }
}
