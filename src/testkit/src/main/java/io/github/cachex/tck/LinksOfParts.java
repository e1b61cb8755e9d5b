// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The links of all parts of a backend as one: joined is what all have joined, alive are all or none, and each tells of what its own
 * part holds.
 */
record LinksOfParts(BackendParts parts) implements BackendLink {
    @Override
    public LinkSession open(LinkListener listener) {
        Sessions sessions = new Sessions(parts, listener);
        sessions.names.forEach(
                part -> sessions.opened.add(parts.link(part).orElseThrow().open(sessions.new OfPart(part))));
        return sessions;
    }

    /** One session on each link. One call of the listener at a time. */
    private static final class Sessions implements LinkSession {
        private final BackendParts parts;
        private final LinkListener listener;
        private final Set<String> names;
        private final List<LinkSession> opened = new ArrayList<>();
        private final Map<CacheSpace, Set<String>> joined = new HashMap<>();
        private final Map<String, Long> aliveAt = new HashMap<>();

        Sessions(BackendParts parts, LinkListener listener) {
            this.parts = parts;
            this.listener = listener;
            this.names = parts.names();
        }

        @Override
        public void join(CacheSpace cache) {
            opened.forEach(session -> session.join(cache));
        }

        @Override
        public void beat() {
            opened.forEach(LinkSession::beat);
        }

        @Override
        public void close() {
            opened.forEach(LinkSession::close);
        }

        private synchronized void joined(CacheSpace cache, String part) {
            Set<String> by = joined.computeIfAbsent(cache, none -> new HashSet<>());
            if (by.add(part) && by.equals(names)) {
                listener.joined(cache);
            }
        }

        private synchronized void disconnected(String part) {
            joined.values().forEach(by -> by.remove(part));
            listener.disconnected();
        }

        private synchronized void alive(String part, long sentAt) {
            aliveAt.put(part, sentAt);
            if (aliveAt.size() == names.size()) {
                listener.alive(aliveAt.values().stream().min(Long::compare).orElseThrow());
                aliveAt.clear();
            }
        }

        private synchronized void tell(boolean isOwn, Runnable message) {
            if (isOwn) {
                message.run();
            }
        }

        private final class OfPart implements LinkListener {
            private final String part;

            OfPart(String part) {
                this.part = part;
            }

            @Override
            public void joined(CacheSpace cache) {
                Sessions.this.joined(cache, part);
            }

            @Override
            public void disconnected() {
                Sessions.this.disconnected(part);
            }

            @Override
            public void alive(long sentAt) {
                Sessions.this.alive(part, sentAt);
            }

            @Override
            public void changed(CacheSpace cache, String id) {
                tell(parts.of(cache.key(id)).equals(part), () -> listener.changed(cache, id));
            }

            @Override
            public void marked(CacheSpace cache, TagState state) {
                tell(parts.of(cache).equals(part), () -> listener.marked(cache, state));
            }

            @Override
            public void unknown(CacheSpace cache) {
                tell(true, () -> listener.unknown(cache));
            }
        }
    }
}
