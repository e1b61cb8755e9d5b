// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TagState;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one listener of a {@link FakeLink} has joined. All but the methods of {@link LinkSession} are called by the {@link
 * FakeWire} alone, one at a time, and so is the listener.
 */
final class FakeSession implements LinkSession {
    private final FakeWire wire;
    private final LinkListener listener;
    private final Set<CacheSpace> wanted = new LinkedHashSet<>();
    private final Set<CacheSpace> joined = new HashSet<>();
    private boolean up;
    private volatile boolean closed;

    FakeSession(FakeWire wire, LinkListener listener) {
        this.wire = wire;
        this.listener = listener;
    }

    @Override
    public void join(CacheSpace cache) {
        wire.deliver(() -> {
            if (!closed && wanted.add(cache) && up) {
                heard(cache);
            }
        });
    }

    @Override
    public void beat() {
        long sentAt = System.nanoTime();
        wire.deliver(() -> {
            if (!closed && up) {
                listener.alive(sentAt);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        wire.remove(this);
    }

    /** Notes that the connection is there. */
    void connected() {
        up = true;
        wanted.forEach(this::heard);
    }

    private void heard(CacheSpace cache) {
        joined.add(cache);
        listener.joined(cache);
    }

    /** Notes that the connection broke. */
    void broken() {
        up = false;
        joined.clear();
        if (!closed) {
            listener.disconnected();
        }
    }

    void changed(EntryKey key) {
        if (hears(key.space())) {
            listener.changed(key.space(), key.id());
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
