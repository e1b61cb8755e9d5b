// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.coherence.LinkTrust.LinkGeneration;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.spi.EntryKey;
import java.util.Optional;

/** What is known of the invalidations by tag, pattern and clear of one cache. Thread-safe. */
public interface Marks {
    /** The mark of a whole cache. */
    String ALL = "*";

    /** For backends without marks: everything holds. */
    Marks NONE = new Marks() {
        @Override
        public InvalidationStamp held(BackendTime time) {
            return InvalidationStamp.NONE;
        }

        @Override
        public Verdict judge(EntryKey key, InvalidationStamp stamp, long readAt, BackendTime time) {
            return Verdict.HOLDS;
        }

        @Override
        public int version() {
            return 0;
        }

        @Override
        public boolean isInSync(LinkGeneration trusted, long now) {
            return true;
        }

        @Override
        public Verdict known(EntryKey key, InvalidationStamp stamp) {
            return Verdict.HOLDS;
        }
    };

    /** Returns the mark of the entry of {@code id} alone, which is {@code soft} where the entry may still stand in as a stale value. */
    static String ofKey(String id, boolean soft) {
        return (soft ? "s" : "k") + id;
    }

    /** Returns whether an entry with {@code head} holds, as {@link #judge} does; one whose header cannot be read is left to others. */
    default boolean hold(EntryKey key, Optional<EntryHeader> head, long readAt, BackendTime time) {
        return head.isEmpty() || judge(key, head.get().stamp(), readAt, time) == Verdict.HOLDS;
    }

    /** What an entry is worth. */
    enum Verdict {
        /** Nothing has invalidated it. */
        HOLDS,
        /** It was expired: it may stand in as a stale value. */
        EXPIRED,
        /** It was invalidated, or nobody can tell. */
        INVALID;

        /** Returns what an entry is worth of which both say something: the worse. */
        public Verdict and(Verdict other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Returns whether {@link #held} asks nobody. */
    default boolean isKnown() {
        return true;
    }

    /** Returns what a load that begins now is to stamp its value with, without tags. Asks the backend only if it has to. */
    InvalidationStamp held(BackendTime time);

    /**
     * Returns what the entry of {@code key} with {@code stamp} is worth. Where this JVM may have missed something, the backend
     * is asked, unless it has been since {@code readAt}.
     *
     * @param readAt when the read that found it was sent, by {@link System#nanoTime}
     * @throws io.github.cachex.error.CacheBackendException when the backend had to be asked and failed
     */
    Verdict judge(EntryKey key, InvalidationStamp stamp, long readAt, BackendTime time);

    /** Returns a number that changes whenever a verdict may, since something was heard. */
    int version();

    /**
     * Returns whether nothing can have been missed since this JVM last asked.
     *
     * @param trusted a link that is trusted at {@code now}, which may or may not be the one on which marks are heard of
     * @param now a time of {@link System#nanoTime}
     */
    boolean isInSync(LinkGeneration trusted, long now);

    /** Returns what the entry of {@code key} with {@code stamp} is worth by what is known here, without asking the backend. */
    Verdict known(EntryKey key, InvalidationStamp stamp);
}
