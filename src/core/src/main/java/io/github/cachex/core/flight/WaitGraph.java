// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows which thread waits for which flight, to find circles: a loader that fetches its own key, or A loading B while B
 * loads A. Such a wait would only end by its timeout. Thread-safe; a lock is right here, since whoever comes is about to
 * wait for a load.
 */
final class WaitGraph {
    private final Map<Thread, Flight> waiting = new HashMap<>();

    /** Notes that this thread is about to wait for {@code flight}; false if that would close a circle. */
    synchronized boolean enter(Flight flight) {
        Thread self = Thread.currentThread();
        for (@Nullable Flight next = flight; next != null; next = waiting.get(next.owner())) {
            if (next.owner() == self) {
                return false;
            }
        }
        waiting.put(self, flight);
        return true;
    }

    /** Notes that this thread waits no more. */
    synchronized void leave() {
        waiting.remove(Thread.currentThread());
    }
}
