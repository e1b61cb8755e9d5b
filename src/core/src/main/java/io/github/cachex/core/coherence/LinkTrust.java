// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far what this JVM holds can be trusted: as long as the link on which changes arrive is known to be alive, counted from
 * when the last sign of life was asked for. By the running time of this JVM. Where there is no link, for a while after each look, by the
 * time of day as well, since the running time may stand still while a process is frozen. Thread-safe.
 */
public final class LinkTrust {
    private final long deadNanos;
    private final boolean looks;
    private final InstantSource day;
    private volatile long lookedAtMillis;
    private volatile long until = Long.MIN_VALUE;
    private volatile boolean alive;
    private volatile boolean opening = true;

    /** Creates one that trusts the link for {@code deadNanos} after each answered heartbeat was sent. */
    public LinkTrust(long deadNanos) {
        this(deadNanos, false, InstantSource.system());
    }

    private LinkTrust(long deadNanos, boolean looks, InstantSource day) {
        this.deadNanos = deadNanos;
        this.looks = looks;
        this.day = day;
    }

    /** Creates one that trusts nothing but looks, each for {@code nanos} after it was sent, by {@code day} as well. */
    public static LinkTrust ofLooks(long nanos, InstantSource day) {
        return new LinkTrust(nanos, true, day);
    }

    /** Notes that a heartbeat sent at {@code sentAt} was answered. */
    public void alive(long sentAt) {
        if (!alive || sentAt + deadNanos - until > 0) {
            until = sentAt + deadNanos;
            alive = true;
        }
        opening = false;
    }

    /** Notes that the link broke. */
    public void broken() {
        alive = false;
        opening = false;
    }

    /** Returns whether the link may be up at {@code now}, or soon: it is trusted, or was neither alive nor broken yet. */
    public boolean isHopeful(long now) {
        return opening || isUp(now);
    }

    /** Returns whether the link is trusted at {@code now}, a time of {@link System#nanoTime}. */
    public boolean isUp(long now) {
        return alive && until - now > 0 && (!looks || isLookedAtLately());
    }

    private boolean isLookedAtLately() {
        return TimeUnit.MILLISECONDS.toNanos(Math.abs(day.millis() - lookedAtMillis)) < deadNanos;
    }

    /**
     * What is heard of one cache. A generation is a time in which nothing was missed; what was read in one generation is not
     * trusted in another. Thread-safe.
     */
    public final class LinkGeneration {
        /** Odd while nothing is heard. */
        private final AtomicInteger generation = new AtomicInteger(looks ? 2 : 1);

        /** Notes that from now on everything is heard. */
        public void begin() {
            generation.updateAndGet(before -> before % 2 == 0 ? before + 2 : before + 1);
        }

        /** Notes that what was heard until now says nothing of what comes; where nothing is heard, that stays so. */
        public void restart() {
            generation.updateAndGet(before -> before % 2 == 0 ? before + 2 : before);
        }

        /** Notes that nothing is heard any more. */
        public void end() {
            generation.updateAndGet(before -> before % 2 == 0 ? before + 1 : before);
        }

        /** Returns whether nothing is heard, so that somebody has to look now and then. */
        public boolean isLookedAt() {
            return looks;
        }

        /** Returns the time of day, in milliseconds since 1970. */
        public long timeOfDay() {
            return day.millis();
        }

        /** Notes that all is known that was said before {@code sentAt}, at {@code millis} by the time of day. */
        public void looked(long sentAt, long millis) {
            if (looks) {
                lookedAtMillis = millis;
                alive(sentAt);
            }
        }

        /** Returns the present generation. */
        public int generation() {
            return generation.get();
        }

        /** Returns whether what was read in {@code seen} can be trusted at {@code now}: nothing was missed since. */
        public boolean isTrusted(int seen, long now) {
            return seen % 2 == 0 && seen == generation.get() && isUp(now);
        }
    }
}
