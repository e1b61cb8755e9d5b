// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkGenerations;
import io.github.cachex.core.coherence.LinkTrust.LinkGeneration;
import io.github.cachex.core.entry.EntryFacts;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.stage.LocalValues.Kept;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.EntryKey;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A value kept in this JVM, and how things stood before it was read. */
final class NearEntry implements NearHit {
    /** A value that is never refreshed ahead. */
    static final long NEVER = Long.MAX_VALUE;

    private final EntryKey key;
    private final Watch watch;
    private final @Nullable Object one;
    /** Where each caller is given a copy; null where all are given the one object. */
    private final @Nullable SharedValue copies;

    private final long entryId;
    private final EntryFacts facts;
    private final long keptAt;
    private final long lifeNanos;
    private final long standInNanos;
    private final long dueNanos;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile int judgedAt;

    NearEntry(EntryKey key, Watch watch, SharedValue value, Kept kept, Life life, int judgedAt) {
        this.key = key;
        this.watch = watch;
        this.one = value.isOne() ? value.forCaller() : null;
        this.copies = value.isOne() ? null : value;
        this.entryId = kept.entry().entryId();
        this.facts = EntryFacts.of(kept.entry(), kept.head());
        this.keptAt = life.keptAt;
        this.lifeNanos = life.nanos;
        this.standInNanos = life.standInNanos;
        this.dueNanos = life.dueNanos;
        this.judgedAt = judgedAt;
    }

    /**
     * For how long a value is good; all from {@code keptAt} on, in nanoseconds.
     *
     * @param keptAt when the backend was asked or told, by {@link System#nanoTime}
     * @param nanos how long it is served
     * @param standInNanos how long it may stand in where both the source and the backend fail
     * @param dueNanos after which time it is refreshed, or {@link #NEVER}
     */
    record Life(long keptAt, long nanos, long standInNanos, long dueNanos) {}

    /** How things stood before a value was read: the changes of its stripe, the generation of its part's link, the marks. */
    record Watch(int stripe, int changes, LinkGeneration link, int generation, int marks) {
        static Watch of(EntryKey key, KeyVersions versions, LinkGenerations links, Marks marks) {
            int stripe = KeyVersions.of(key.cache(), key.id());
            LinkGeneration link = links.of(key);
            return new Watch(stripe, versions.changes(stripe), link, link.generation(), marks.version());
        }

        boolean isTrusted(long now) {
            return link.isTrusted(generation, now);
        }

        boolean isUnchanged(KeyVersions versions) {
            return versions.changes(stripe) == changes;
        }
    }

    @Override
    public EntryKey key() {
        return key;
    }

    @Override
    public long entryId() {
        return entryId;
    }

    @Override
    public @Nullable Object value() {
        return one;
    }

    /** Returns it as the hit of one caller; null where no copy can be made. */
    @Nullable
    NearHit hit() {
        if (copies == null) {
            return this;
        }
        try {
            return new Copy(this, copies.forCaller());
        } catch (CacheSerializationException e) {
            return null;
        }
    }

    /** Returns its value for others. */
    SharedValue shared() {
        return copies == null ? SharedValue.one(one) : copies;
    }

    InvalidationStamp stamp() {
        return facts.head().stamp();
    }

    Watch watch() {
        return watch;
    }

    boolean isOver(long now) {
        return now - keptAt >= lifeNanos;
    }

    /** Returns whether it may still stand in at {@code now} where everything else has failed. */
    boolean standsIn(long now) {
        return now - keptAt < standInNanos;
    }

    @Override
    public EntryFacts facts() {
        return facts;
    }

    @Override
    public StaleValue replaced() {
        return StaleValue.of(entryId, shared(), keptAt, facts.head());
    }

    @Override
    public long keptAt() {
        return keptAt;
    }

    /** Returns the version of the marks by which it was last found to hold. */
    int judgedAt() {
        return judgedAt;
    }

    void judgedAt(int version) {
        judgedAt = version;
    }

    @Override
    public boolean isDue(long now) {
        return dueNanos != NEVER && now - keptAt >= dueNanos && !refreshing.get();
    }

    @Override
    public boolean takeRefresh() {
        return refreshing.compareAndSet(false, true);
    }
}
