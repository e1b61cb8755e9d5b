// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.BackendLink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The link of one {@link FakeBackend}: what one JVM hears of all, until it is cut. */
final class FakeLink implements BackendLink {
    private final FakeWire wire;
    private final List<FakeSession> sessions = new CopyOnWriteArrayList<>();
    private boolean cut; // looked at by the wire alone, one message at a time
    private volatile boolean closed;

    FakeLink(FakeWire wire) {
        this.wire = wire;
    }

    @Override
    public LinkSession open(LinkListener listener) {
        FakeSession session = new FakeSession(wire, listener);
        wire.deliver(() -> {
            if (closed) {
                session.close();
                return;
            }
            sessions.add(session);
            wire.add(session);
            if (!cut) {
                session.connected();
            }
        });
        return session;
    }

    void cut() {
        wire.deliver(() -> {
            if (!cut) {
                cut = true;
                sessions.forEach(FakeSession::broken);
            }
        });
    }

    void mend() {
        wire.deliver(() -> {
            if (cut) {
                cut = false;
                sessions.forEach(FakeSession::connected);
            }
        });
    }

    void close() {
        closed = true;
        sessions.forEach(FakeSession::close);
    }
}
