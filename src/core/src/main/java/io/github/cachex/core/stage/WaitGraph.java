// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows which thread waits for whose work, to find circles: a loader that fetches its own key, or A loading B while B loads
 * A. Such a wait would only end by its timeout. One graph serves all caches of an engine, since a circle may lead through
 * several. Thread-safe; a lock is right here, since whoever comes is about to wait for a load.
 */
public final class WaitGraph {
    private final Map<Thread, Work> waiting = new HashMap<>();

    /** Something that threads wait for. */
    public interface Work {
        /** Returns the thread that does it; null before it begins, and while no thread is kept for it. */
        @Nullable
        Thread owner();
    }

    /** Notes that this thread is about to wait for {@code work}; false if that would close a circle. */
    public synchronized boolean enter(Work work) {
        Thread self = Thread.currentThread();
        for (@Nullable Work next = work; next != null; ) {
            Thread owner = next.owner();
            if (owner == self) {
                return false;
            }
            next = owner == null ? null : waiting.get(owner);
        }
        waiting.put(self, work);
        return true;
    }

    /**
     * Notes that the load within which {@code call} was asked for may wait for {@code work}, whatever thread either runs on; false if
     * {@code work} may wait for that load, so that neither would end.
     */
    public boolean nest(FetchCall call, FetchCall work) {
        if (!call.node().isNested()) {
            return true;
        }
        synchronized (this) {
            return call.node().mayWaitFor(work.node());
        }
    }

    /** Notes that {@code calls} are loaded together, by what the first of them asks for. */
    public synchronized void together(List<FetchCall> calls) {
        LoadNode first = calls.get(0).node();
        calls.subList(1, calls.size()).forEach(call -> call.node().endsWith(first));
    }

    /** Notes that this thread waits no more. */
    public synchronized void leave() {
        waiting.remove(Thread.currentThread());
    }
}
