// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is known of the values that a cache stored in this JVM: how long they live, how large they are, and of a sample of keys, how often
 * one was asked for again only after its value had ended. Thread-safe.
 */
public final class StoreFigures {
    /** One key of so many is looked at. */
    private static final int SAMPLED = 16;
    /** So many keys are remembered at most. */
    private static final int MOST = 512;

    private final LongAdder stored = new LongAdder();
    private final LongAdder millis = new LongAdder();
    private final LongAdder tagged = new LongAdder();
    private final LongAdder severalTagged = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder lateMillis = new LongAdder();
    private final LongAccumulator largest = new LongAccumulator(Math::max, 0);
    private final Map<String, Life> lives = new ConcurrentHashMap<>();
    private volatile boolean tagsUsed;

    private record Life(long storedAt, long nanos) {}

    /** A value of {@code id} was stored for {@code ttl}. */
    void stored(String id, Duration ttl) {
        stored.increment();
        millis.add(Math.min(ttl.toMillis(), Duration.ofDays(3650).toMillis()));
        if (isSampled(id)) {
            if (lives.size() >= MOST) {
                lives.clear();
            }
            lives.put(
                    id, new Life(System.nanoTime(), Math.min(ttl.toMillis(), Long.MAX_VALUE / 1_000_000) * 1_000_000));
        }
    }

    /** Nothing fresh was there of {@code id}. */
    void missed(String id) {
        if (isSampled(id)) {
            Life life = lives.remove(id);
            long since = life == null ? 0 : System.nanoTime() - life.storedAt;
            if (life != null && since >= life.nanos) {
                late.increment();
                lateMillis.add(since / 1_000_000);
            }
        }
    }

    private static boolean isSampled(String id) {
        int hash = id.hashCode() * 0x9E3779B9;
        return (hash >>> 28) % SAMPLED == 0;
    }

    /** A value was made an entry of {@code bytes} with so many {@code tags}, to be stored. */
    public void encoded(int bytes, int tags) {
        largest.accumulate(bytes);
        if (tags > 0) {
            tagged.increment();
        }
        if (tags > 1) {
            severalTagged.increment();
        }
    }

    /** Entries were invalidated by a tag, here or elsewhere. */
    public void tagsUsed() {
        tagsUsed = true;
    }

    /** Returns whether any were. */
    public boolean areTagsUsed() {
        return tagsUsed;
    }

    /** Returns how many values were stored. */
    public long count() {
        return stored.sum();
    }

    /** Returns how long they live on average; zero where there were none. */
    public Duration meanTtl() {
        long count = stored.sum();
        return count == 0 ? Duration.ZERO : Duration.ofMillis(millis.sum() / count);
    }

    /** Returns of how many values it is known, about, that their key was asked for again only after they had ended. */
    public long late() {
        return late.sum() * SAMPLED;
    }

    /** Returns how long after they were stored that was, on average; zero where there were none. */
    public Duration meanGap() {
        long count = late.sum();
        return count == 0 ? Duration.ZERO : Duration.ofMillis(lateMillis.sum() / count);
    }

    /** Returns the bytes of the largest entry. */
    public long largest() {
        return largest.get();
    }

    /** Returns how many entries had tags: more than one where {@code several}. */
    public long tagged(boolean several) {
        return several ? severalTagged.sum() : tagged.sum();
    }
}
