// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.CacheSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The link over a store that tells: all sessions of this JVM listen at once, from the first of them on. Thread-safe. */
final class ToldLink implements BackendLink, TellingStore.Listener {
    private final TellingStore store;
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> sinks = new CopyOnWriteArrayList<>();
    private TellingStore.@Nullable Listening listening;
    /** By the thread on which it is told alone. */
    private boolean connected;

    ToldLink(TellingStore store) {
        this.store = store;
    }

    private synchronized TellingStore.Listening listening() {
        TellingStore.Listening there = listening;
        if (there == null) {
            there = store.listen(this);
            listening = there;
        }
        return there;
    }

    @Override
    public LinkSession open(LinkListener listener) {
        Session session = new Session(listener);
        sessions.add(session);
        listening();
        return session;
    }

    /** Sets who is told of the ends of leases, also of those that a change ended. */
    void onWake(Consumer<String> sink) {
        sinks.add(sink);
        listening();
    }

    @Override
    public void connected() {
        connected = true;
        sessions.forEach(Session::connected);
    }

    @Override
    public void disconnected() {
        connected = false;
        sessions.forEach(session -> session.tell(LinkListener::disconnected));
    }

    @Override
    public void told(String text) {
        Message.of(text).ifPresent(message -> {
            if (!message.id().isEmpty()) {
                sinks.forEach(
                        sink -> sink.accept(message.cache().key(message.id()).value()));
            }
            sessions.forEach(session -> session.told(message));
        });
    }

    @Override
    public void alive(long sentAt) {
        sessions.forEach(session -> session.alive(sentAt));
    }

    private final class Session implements LinkSession {
        private final LinkListener listener;
        /** In their order. */
        private final Set<CacheSpace> joined = new CopyOnWriteArraySet<>();

        /** By the thread on which it is told alone. */
        private final Set<CacheSpace> told = new HashSet<>();

        private volatile long askedAt = Long.MAX_VALUE;
        private volatile boolean closed;

        Session(LinkListener listener) {
            this.listener = listener;
        }

        @Override
        public void join(CacheSpace cache) {
            if (joined.add(cache)) {
                listening().run(() -> {
                    if (connected && told.add(cache)) {
                        tell(to -> to.joined(cache));
                    }
                });
            }
        }

        void connected() {
            told.clear();
            for (CacheSpace cache : joined) {
                told.add(cache);
                tell(to -> to.joined(cache));
            }
        }

        @Override
        public void beat() {
            askedAt = System.nanoTime();
            listening().beat();
        }

        /** Of the beats of others it was not asked for. */
        void alive(long sentAt) {
            if (askedAt != Long.MAX_VALUE && sentAt - askedAt >= 0) {
                askedAt = Long.MAX_VALUE;
                tell(to -> to.alive(sentAt));
            }
        }

        void told(Message message) {
            if (!told.contains(message.cache())) {
                return;
            }
            switch (message.kind()) {
                case CHANGED -> tell(to -> to.changed(message.cache(), message.id()));
                case MARKED ->
                    tell(to -> to.marked(message.cache(), message.state().orElseThrow()));
                case UNKNOWN -> tell(to -> to.unknown(message.cache()));
                case ENDED -> {} // nothing that was read has changed
            }
        }

        void tell(Consumer<LinkListener> what) {
            if (!closed) {
                what.accept(listener);
            }
        }

        @Override
        public void close() {
            closed = true;
            sessions.remove(this);
        }
    }
}
