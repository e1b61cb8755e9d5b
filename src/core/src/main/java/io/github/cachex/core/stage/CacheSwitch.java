// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

/** Whether a cache is switched on. Each turn begins another edition, so that what began before a turn can tell. Thread-safe. */
public final class CacheSwitch {
    /** Why nothing is stored of a load that outlasts a turn. */
    public static final String REFUSED = "the cache was switched off meanwhile";

    /** Even while it is on. */
    private volatile int edition;

    /** Creates one that is {@code on}. */
    public CacheSwitch(boolean on) {
        this.edition = on ? 0 : 1;
    }

    /** Returns whether it is on. */
    public boolean isOn() {
        return isOn(edition);
    }

    private static boolean isOn(int edition) {
        return (edition & 1) == 0;
    }

    /** Returns the edition, for {@link #isOnSince}. */
    public int edition() {
        return edition;
    }

    /** Returns whether it has been on all the time since its edition was {@code before}. */
    public boolean isOnSince(int before) {
        return before == edition && isOn(before);
    }

    /** Turns it {@code on} or off; returns whether that was not so before. */
    public synchronized boolean turn(boolean on) {
        if (on == isOn()) {
            return false;
        }
        edition++;
        return true;
    }
}
