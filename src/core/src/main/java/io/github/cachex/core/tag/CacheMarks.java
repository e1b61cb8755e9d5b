// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import io.github.cachex.core.coherence.LinkTrust.LinkGeneration;
import io.github.cachex.core.coherence.MarkListener;
import io.github.cachex.core.entry.EntryIds;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import io.github.cachex.spi.TagStore.TagBounds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The marks of one cache: mirrored here, so that judging an entry costs no round trip while the link is trusted. Thread-safe.
 *
 * <p>In sync is the mirror that asked the backend after the link last began to hear, and has missed nothing since. Otherwise
 * an entry is judged only after the backend was asked once more, by whoever comes first, for all who wait.
 */
public final class CacheMarks implements Marks, MarkListener {
    private final TagStore store;
    private final CacheSpace space;
    private final TagBounds bounds;
    private final Supplier<LinkGeneration> link;
    private final Outbox outbox;
    private final QueuedMarks queued;
    private final MarkMirror none = new MarkMirror(0);
    private final AtomicInteger version = new AtomicInteger();
    private final ReentrantLock syncing = new ReentrantLock();
    private final AtomicInteger misses = new AtomicInteger();
    private volatile MarkMirror mirror = none;
    private volatile @Nullable Synced synced;
    private volatile long askedAt;
    private volatile boolean asked;

    /** The link on which marks were heard of when the backend was asked last, and its generation then. */
    private record Synced(LinkGeneration link, int generation) {
        boolean isTrusted(long now) {
            return link.isTrusted(generation, now);
        }
    }

    /** Creates one that knows nothing yet, and hears of marks on {@code link}, whichever that is when it is asked for. */
    public CacheMarks(
            TagStore store, CacheSpace space, TagBounds bounds, Supplier<LinkGeneration> link, Outbox outbox) {
        this.store = store;
        this.space = space;
        this.bounds = bounds;
        this.link = link;
        this.outbox = outbox;
        this.queued = new QueuedMarks(space, outbox);
    }

    /** Returns the cache that they are of. */
    public CacheSpace space() {
        return space;
    }

    @Override
    public int version() {
        return version.get();
    }

    @Override
    public boolean isInSync(LinkGeneration trusted, long now) {
        Synced last = synced;
        return last != null && (last.link == trusted ? last.generation == trusted.generation() : last.isTrusted(now));
    }

    @Override
    public boolean isKnown() {
        return mirror != none;
    }

    @Override
    public InvalidationStamp held(BackendTime time) {
        if (mirror == none || link.get().isLookedAt() && !isCurrent()) {
            try {
                sync(System.nanoTime(), time);
            } catch (CacheBackendException e) {
                // What is loaded now cannot be stored either; a stamp of no incarnation never holds.
                return InvalidationStamp.NONE;
            }
        }
        MarkMirror known = mirror;
        return new InvalidationStamp(known.incarnation(), known.held(), List.of());
    }

    @Override
    public Verdict known(EntryKey key, InvalidationStamp stamp) {
        // First what waits: a mark that is just being made is in both for a moment.
        Verdict verdict = queued.judge(key, stamp.tags());
        return verdict.and(mirror.judge(key.id(), stamp));
    }

    @Override
    public Verdict judge(EntryKey key, InvalidationStamp stamp, long readAt, BackendTime time) {
        if (!isCurrent() || stamp.incarnation() != mirror.incarnation()) {
            sync(readAt, time);
        }
        return known(key, stamp);
    }

    private boolean isCurrent() {
        Synced last = synced;
        return last != null && last.isTrusted(System.nanoTime());
    }

    /** Asks the backend, unless somebody has since {@code readAt}. */
    private void sync(long readAt, BackendTime time) {
        if (hasAsked(readAt)) {
            return;
        }
        time.spend(budget -> {
            sync(readAt, budget);
            return true;
        });
    }

    private boolean hasAsked(long since) {
        return asked && askedAt - since >= 0;
    }

    private void sync(long readAt, CallBudget budget) {
        lock(budget);
        try {
            if (hasAsked(readAt)) {
                return;
            }
            // What is missed from here on may not be in the answer.
            LinkGeneration heard = link.get();
            Synced sync = new Synced(heard, heard.generation());
            int missed = misses.get();
            long sentAt = System.nanoTime();
            long timeOfDay = heard.timeOfDay();
            MarkMirror before = mirror;
            long doubted = before.doubted();
            long held = before.held();
            TagState state = sync(before, before.seen(), budget);
            if (before.incarnation() == state.incarnation() && held > state.epoch()) {
                // It lost what this JVM has marked and not heard of since.
                state = sync(before, held, budget);
            }
            if (before.incarnation() == state.incarnation() && doubted > state.epoch()) {
                long changes = before.changes();
                forget(store.sync(space, MarkPosition.NONE, EntryIds.next(), budget), before, changes);
            } else {
                take(state, before, missed, sync);
                heard.looked(sentAt, timeOfDay);
            }
            askedAt = sentAt;
            asked = true;
        } finally {
            syncing.unlock();
        }
    }

    private TagState sync(MarkMirror known, long epoch, CallBudget budget) {
        return store.sync(space, new MarkPosition(known.incarnation(), epoch), EntryIds.next(), budget);
    }

    private void lock(CallBudget budget) {
        boolean interrupted = false;
        boolean locked = false;
        try {
            while (!locked && !budget.isSpent()) {
                try {
                    locked = syncing.tryLock(budget.remainingNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (!locked) {
            throw new CacheConnectionException(
                    "backend", "sync", space.value(), "another caller's look at its tags took too long", false, null);
        }
    }

    /** Begins anew from {@code all} marks, where something was heard that the backend knows nothing of. */
    private synchronized void forget(TagState all, MarkMirror before, long changes) {
        if (mirror == before && before.changes() == changes) {
            MarkMirror next = new MarkMirror(all.incarnation());
            next.add(all);
            next.complete(all.epoch());
            mirror = next;
            version.incrementAndGet();
        }
    }

    private synchronized void take(TagState state, MarkMirror before, int missed, Synced sync) {
        MarkMirror now = mirror;
        boolean known = now.incarnation() == state.incarnation();
        if (!known && now != before) {
            // Another set began while this answer was on its way: it is of the past.
            return;
        }
        MarkMirror next = known ? now : new MarkMirror(state.incarnation());
        boolean news = !known || state.epoch() != now.seen() || !state.marks().isEmpty();
        next.add(state);
        next.complete(state.epoch());
        mirror = next;
        if (news) {
            version.incrementAndGet();
        }
        if (misses.get() == missed) {
            synced = sync;
        }
    }

    /**
     * Marks {@code groups}: in the backend as many as half of {@code time} lasts for, some hundreds at once; what is left is queued,
     * and holds here at once as well. So is what the backend does not take. Throws nothing for that.
     */
    public Marking mark(List<Group> groups, BackendTime time) {
        List<String> texts =
                List.copyOf(groups.stream().map(Group::mark).collect(Collectors.toCollection(LinkedHashSet::new)));
        long before = outbox.mark();
        List<TagState> made = new ArrayList<>();
        int done = 0;
        try {
            while (done < texts.size() && (done == 0 || !time.isHalfSpent())) {
                Set<String> some = Set.copyOf(texts.subList(done, Math.min(done + CacheBackend.BATCH, texts.size())));
                made.add(mark(some, before, time));
                done += some.size();
            }
        } catch (CacheBackendException e) {
            return queue(texts.subList(done, texts.size()), Optional.of(e));
        }
        return done == texts.size()
                ? new Marking(Marking.inOne(made), Set.of(), Optional.empty())
                : queue(texts.subList(done, texts.size()), Optional.empty());
    }

    /** Queues the marks of {@code groups}, for which their caller has no time; they hold here at once. */
    public void later(List<Group> groups) {
        queue(groups.stream().map(Group::mark).distinct().toList(), Optional.empty());
    }

    private TagState mark(Set<String> texts, long before, BackendTime time) {
        MarkMirror known = mirror;
        TagState state = time.spend(
                budget -> store.mark(space, texts, new MarkPosition(EntryIds.next(), known.held()), bounds, budget));
        outbox.marked(space, texts, before);
        made(state, texts);
        return state;
    }

    private Marking queue(List<String> texts, Optional<CacheBackendException> failure) {
        queued.add(texts, failure.isPresent());
        version.incrementAndGet();
        return new Marking(Optional.empty(), Set.copyOf(texts), failure);
    }

    /** Notes that the marks of {@code state} are made now, and wait no more unless they were queued again. */
    public void replayed(TagState state) {
        made(state, state.marks().keySet());
    }

    private void made(TagState state, Set<String> texts) {
        made(state);
        if (queued.made(texts)) {
            version.incrementAndGet();
        }
    }

    /** Takes in what this JVM has marked itself; marks of others may lie between, and are heard of soon. */
    private synchronized void made(TagState state) {
        MarkMirror known = mirror;
        if (known.incarnation() != state.incarnation()) {
            missed();
            known = new MarkMirror(state.incarnation());
            mirror = known;
        }
        known.add(state);
        version.incrementAndGet();
    }

    @Override
    public synchronized boolean heard(TagState state) {
        MarkMirror known = mirror;
        if (known.incarnation() != state.incarnation()) {
            missed();
            return false;
        }
        if (state.previous() > known.seen()) {
            known.doubt(state);
            missed();
            version.incrementAndGet();
            return false;
        }
        known.add(state);
        known.complete(state.epoch());
        version.incrementAndGet();
        return true;
    }

    @Override
    public synchronized void missed() {
        misses.incrementAndGet();
        synced = null;
    }

    @Override
    public boolean isCurrent(TagState state) {
        MarkMirror known = mirror;
        Synced last = synced;
        return last != null
                && last.generation == last.link.generation()
                && known.incarnation() == state.incarnation()
                && known.seen() >= state.epoch();
    }

    @Override
    public boolean isAhead(TagState state) {
        MarkMirror known = mirror;
        return known.incarnation() == state.incarnation() && known.held() > state.epoch();
    }

    @Override
    public void sync(CallBudget budget) {
        sync(System.nanoTime(), budget);
    }
}
