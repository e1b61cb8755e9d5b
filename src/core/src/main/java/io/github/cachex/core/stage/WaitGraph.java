// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows which thread waits for whose work, to find circles: a loader that fetches its own key, or A loading B while B loads
 * A. Such a wait would only end by its timeout. One graph serves all caches of an engine, since a circle may lead through
 * several. Thread-safe, and without a lock: a crowd that waits for one load comes, and goes, all at once.
 */
public final class WaitGraph {
    private final Map<Thread, Work> waiting = new ConcurrentHashMap<>();

    /** Something that threads wait for. */
    public interface Work {
        /** Returns the thread that does it; null before it begins, and while no thread is kept for it. */
        @Nullable
        Thread owner();
    }

    /**
     * Notes that this thread is about to wait for {@code work}; false if that would close a circle. Of those who close one at
     * the same instant, more than one may be told.
     */
    public boolean enter(Work work) {
        Thread self = Thread.currentThread();
        waiting.put(self, work);
        // Each is noted before it looks, so that whoever comes last sees all the others.
        VarHandle.fullFence();
        for (@Nullable Work next = work; next != null; ) {
            Thread owner = next.owner();
            if (owner == self) {
                waiting.remove(self);
                return false;
            }
            next = owner == null ? null : waiting.get(owner);
        }
        return true;
    }

    /** Notes that this thread waits no more. */
    public void leave() {
        waiting.remove(Thread.currentThread());
    }
}
