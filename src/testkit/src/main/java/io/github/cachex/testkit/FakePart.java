// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One part of a {@link PartedBackend}, which can go wrong while the others do not. Thread-safe. */
public final class FakePart implements Faulty {
    private final BackendParts parts;
    private final String name;
    private final Faults faults = new Faults();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    FakePart(BackendParts parts, String name) {
        this.parts = parts;
        this.name = name;
    }

    Faults faults() {
        return faults;
    }

    @Override
    public void set(Fault fault, BackendOperation... operations) {
        faults.set(fault, operations);
    }

    @Override
    public int runLate() {
        return faults.runLate();
    }

    @Override
    public int calls(BackendOperation operation) {
        return faults.calls(operation);
    }

    /** Breaks the link of this part: its listeners hear that, and nothing more until {@link #mendLink}. */
    public void cutLink() {
        cut = true;
        sessions.forEach(Session::disconnected);
    }

    /** Lets the listeners of this part's link join again what they had joined. What happened meanwhile they missed. */
    public void mendLink() {
        cut = false;
        sessions.forEach(Session::again);
    }

    /** Returns the link of this part, which carries of what {@code all} does that which is this part's. */
    BackendLink link(BackendLink all) {
        return new BackendLink() {
            @Override
            public LinkSession open(LinkListener listener) {
                Session session = new Session(listener);
                session.opened = all.open(session);
                sessions.add(session);
                return session;
            }

            @Override
            public boolean announces(CacheSpace cache) {
                return all.announces(cache);
            }
        };
    }

    /** What one listener has joined on this part's link. One call of the listener at a time. */
    private final class Session implements BackendLink.LinkSession, BackendLink.LinkListener {
        private final BackendLink.LinkListener listener;
        private final Set<CacheSpace> wanted = new LinkedHashSet<>();
        private volatile BackendLink.@Nullable LinkSession opened;

        Session(BackendLink.LinkListener listener) {
            this.listener = listener;
        }

        synchronized void again() {
            wanted.forEach(listener::joined);
        }

        private BackendLink.LinkSession inner() {
            return Objects.requireNonNull(opened);
        }

        @Override
        public void join(CacheSpace cache) {
            inner().join(cache);
        }

        @Override
        public void beat() {
            inner().beat();
        }

        @Override
        public void close() {
            sessions.remove(this);
            inner().close();
        }

        @Override
        public synchronized void joined(CacheSpace cache) {
            wanted.add(cache);
            if (!cut) {
                listener.joined(cache);
            }
        }

        @Override
        public synchronized void disconnected() {
            listener.disconnected();
        }

        @Override
        public synchronized void alive(long sentAt) {
            if (!cut) {
                listener.alive(sentAt);
            }
        }

        @Override
        public synchronized void changed(CacheSpace cache, String id) {
            if (!cut && parts.of(cache.key(id)).equals(name)) {
                listener.changed(cache, id);
            }
        }

        @Override
        public synchronized void marked(CacheSpace cache, TagState state) {
            if (!cut && parts.of(cache).equals(name)) {
                listener.marked(cache, state);
            }
        }

        @Override
        public synchronized void unknown(CacheSpace cache) {
            if (!cut) {
                listener.unknown(cache);
            }
        }
    }
}
