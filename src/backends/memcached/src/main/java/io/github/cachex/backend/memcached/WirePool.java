// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The connections to one server: those that lie idle, and how many there may be. Thread-safe. */
final class WirePool {
    private final Semaphore free;
    private final ServerRuns runs;
    private final Deque<Wire> idle = new ArrayDeque<>();
    private boolean closed;

    WirePool(int most, ServerRuns runs) {
        this.free = new Semaphore(most);
        this.runs = runs;
    }

    /** Waits until the caller may use a connection, until {@code end} at most; returns whether it may. It then {@link #leave leaves}. */
    boolean enter(long end) throws IOException {
        if (free.tryAcquire()) {
            return true;
        }
        try {
            return free.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(e);
        }
    }

    void leave() {
        free.release();
    }

    /** Returns the idle connection that was used last and leads to the present run of the server. */
    synchronized Optional<Wire> take() {
        for (Wire wire = idle.pollFirst(); wire != null; wire = idle.pollFirst()) {
            if (isCurrent(wire)) {
                return Optional.of(wire);
            }
            wire.close();
        }
        return Optional.empty();
    }

    private boolean isCurrent(Wire wire) {
        return runs.current().filter(wire.run()::equals).isPresent();
    }

    /** Takes back a connection that is in order. */
    synchronized void give(Wire wire) {
        if (closed || !isCurrent(wire)) {
            wire.close();
        } else {
            idle.addFirst(wire);
        }
    }

    /** Closes all that lie idle: where one was closed by the other side, so were they. */
    synchronized void clear() {
        List.copyOf(idle).forEach(Wire::close);
        idle.clear();
    }

    /** Closes all that lie idle, and the others once they are given back. */
    synchronized void close() {
        closed = true;
        clear();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
