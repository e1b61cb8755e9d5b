// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TagState;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Tells all listeners in this JVM what happens, on the thread that does it: always up, and without a thread of its own.
 *
 * <p>Messages queue up where their order is made, under the lock of what changed, and are delivered outside of it, by one
 * thread at a time. Whoever has sent one waits until it was heard: what is held beside the backend never outlives the write.
 */
final class MemoryLink implements BackendLink {
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private final ReentrantLock delivering = new ReentrantLock();
    private volatile boolean closed;

    @Override
    public LinkSession open(LinkListener listener) {
        Session session = new Session(listener);
        sessions.add(session);
        if (closed) {
            session.close();
        }
        return session;
    }

    /** Tells that the entry of {@code key} changed, once that can be seen. */
    void changed(EntryKey key) {
        if (!sessions.isEmpty()) {
            toAll(session -> session.changed(key.space(), key.id()));
            deliver();
        }
    }

    /** Queues that marks were made, for the next {@link #deliver}. */
    void marked(CacheSpace cache, TagState state) {
        toAll(session -> session.marked(cache, state));
    }

    private void toAll(Consumer<Session> message) {
        messages.add(() -> sessions.forEach(message));
    }

    /** Returns when all that was queued has been heard; but a listener that calls us hears of that when it has returned. */
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

    void close() {
        closed = true;
        sessions.forEach(Session::close);
    }

    private final class Session implements LinkSession {
        private final LinkListener listener;
        private final Set<CacheSpace> joined = ConcurrentHashMap.newKeySet();
        private volatile boolean closed;

        Session(LinkListener listener) {
            this.listener = listener;
        }

        @Override
        public void join(CacheSpace cache) {
            if (joined.add(cache)) {
                tell(() -> listener.joined(cache));
            }
        }

        @Override
        public void beat() {
            long sentAt = System.nanoTime();
            tell(() -> listener.alive(sentAt));
        }

        private void tell(Runnable message) {
            messages.add(() -> {
                if (!closed) {
                    message.run();
                }
            });
            deliver();
        }

        @Override
        public void close() {
            closed = true;
            sessions.remove(this);
        }

        void changed(CacheSpace cache, String id) {
            if (hears(cache)) {
                listener.changed(cache, id);
            }
        }

        void marked(CacheSpace cache, TagState state) {
            if (hears(cache)) {
                listener.marked(cache, state);
            }
        }

        private boolean hears(CacheSpace cache) {
            return !closed && joined.contains(cache);
        }
    }
}
