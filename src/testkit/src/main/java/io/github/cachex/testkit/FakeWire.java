// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TagState;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Carries what happens to the sessions of all siblings of a {@link FakeBackend}: in one order, one call at a time. Messages
 * queue up where the order is made, under the lock of what changed, and are delivered outside of it.
 */
final class FakeWire {
    private final List<FakeSession> sessions = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private final ReentrantLock delivering = new ReentrantLock();

    void add(FakeSession session) {
        sessions.add(session);
    }

    void remove(FakeSession session) {
        sessions.remove(session);
    }

    /** Queues that the entry of {@code key} changed. */
    void changed(EntryKey key) {
        toAll(session -> session.changed(key));
    }

    /** Queues that marks were made. */
    void marked(CacheSpace cache, TagState state) {
        toAll(session -> session.marked(cache, state));
    }

    private void toAll(Consumer<FakeSession> message) {
        messages.add(() -> sessions.forEach(message));
    }

    /** Queues {@code message} and delivers it. */
    void deliver(Runnable message) {
        messages.add(message);
        deliver();
    }

    /**
     * Delivers all that is queued; what the calling thread has queued has been heard then. Only a listener that calls its own
     * backend hears of that after it has returned.
     */
    void deliver() {
        if (delivering.isHeldByCurrentThread()) {
            return;
        }
        delivering.lock();
        try {
            for (Runnable message = messages.poll(); message != null; message = messages.poll()) {
                message.run();
            }
        } finally {
            delivering.unlock();
        }
    }
}
