// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The links on all primaries, as one: it is up when all are, and was heard of when the last of them was. For those who do not tell
 * the primaries apart. Thread-safe.
 */
final class PrimariesLink implements BackendLink {
    private final Topology topology;
    private final Publishing publishing;
    private final CopyOnWriteArrayList<Whole> sessions = new CopyOnWriteArrayList<>();

    PrimariesLink(Topology topology, Publishing publishing) {
        this.topology = topology;
        this.publishing = publishing;
        // For as long as there is the topology.
        Runnable unused = topology.onChange(() -> sessions.forEach(Whole::follow));
    }

    @Override
    public LinkSession open(LinkListener listener) {
        Whole session = new Whole(listener);
        sessions.add(session);
        session.follow();
        return session;
    }

    @Override
    public boolean announces(CacheSpace cache) {
        return publishing.isAllowed(cache);
    }

    /** One listener on all primaries. */
    private final class Whole implements LinkSession {
        private final LinkListener listener;
        private final Set<CacheSpace> wanted = ConcurrentHashMap.newKeySet();
        private final Map<Primary, Part> parts = new LinkedHashMap<>();
        /** What the listener was told to be joined. */
        private final Set<CacheSpace> told = new HashSet<>();

        private boolean closed;

        Whole(LinkListener listener) {
            this.listener = listener;
        }

        /** Listens to those primaries that there are now. */
        synchronized void follow() {
            if (closed || !topology.begin()) {
                return;
            }
            List<Primary> now = topology.primaries();
            parts.forEach((primary, part) -> {
                if (!now.contains(primary)) {
                    part.session.close();
                }
            });
            parts.keySet().retainAll(now);
            for (Primary primary : now) {
                if (!parts.containsKey(primary)) {
                    broke();
                    Part part = new Part(primary);
                    parts.put(primary, part);
                    wanted.forEach(part.session::join);
                }
            }
            wanted.forEach(this::tellJoined);
        }

        @Override
        public synchronized void join(CacheSpace cache) {
            if (!closed && wanted.add(cache)) {
                parts.values().forEach(part -> part.session.join(cache));
            }
        }

        @Override
        public synchronized void beat() {
            parts.values().forEach(part -> part.session.beat());
        }

        @Override
        public void close() {
            List<Part> all;
            synchronized (this) {
                closed = true;
                all = List.copyOf(parts.values());
                parts.clear();
            }
            sessions.remove(this);
            all.forEach(part -> part.session.close());
        }

        private void tellJoined(CacheSpace cache) {
            if (!told.contains(cache)
                    && !parts.isEmpty()
                    && parts.values().stream().allMatch(part -> part.heard.contains(cache))) {
                told.add(cache);
                listener.joined(cache);
            }
        }

        private void broke() {
            if (!told.isEmpty()) {
                told.clear();
                listener.disconnected();
            }
        }

        private boolean isTold(CacheSpace cache) {
            return told.contains(cache);
        }

        /** What one primary says. */
        private final class Part implements LinkListener {
            private final Set<CacheSpace> heard = new HashSet<>();
            private final LinkSession session;
            private long alive;
            private boolean beaten;

            /** Creates one that is told nothing until it joins a cache. */
            Part(Primary primary) {
                session = primary.link().open(this);
            }

            @Override
            public void joined(CacheSpace cache) {
                synchronized (Whole.this) {
                    heard.add(cache);
                    tellJoined(cache);
                }
            }

            @Override
            public void disconnected() {
                synchronized (Whole.this) {
                    heard.clear();
                    beaten = false;
                    broke();
                }
            }

            /** The whole is as alive as the part of which was heard the longest ago. */
            @Override
            public void alive(long sentAt) {
                synchronized (Whole.this) {
                    alive = sentAt;
                    beaten = true;
                    if (parts.values().stream().allMatch(part -> part.beaten)) {
                        long least = sentAt;
                        for (Part part : parts.values()) {
                            least = part.alive - least < 0 ? part.alive : least;
                        }
                        listener.alive(least);
                    }
                }
            }

            @Override
            public void changed(CacheSpace cache, String id) {
                synchronized (Whole.this) {
                    if (isTold(cache)) {
                        listener.changed(cache, id);
                    }
                }
            }

            @Override
            public void marked(CacheSpace cache, TagState state) {
                synchronized (Whole.this) {
                    if (isTold(cache)) {
                        listener.marked(cache, state);
                    }
                }
            }

            @Override
            public void unknown(CacheSpace cache) {
                synchronized (Whole.this) {
                    if (isTold(cache)) {
                        listener.unknown(cache);
                    }
                }
            }
        }
    }
}
