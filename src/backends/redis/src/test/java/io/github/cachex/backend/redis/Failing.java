// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;

/** A listener that breaks its promise not to throw. */
record Failing(LinkListener listener) implements LinkListener {
    @Override
    public void joined(CacheSpace cache) {
        listener.joined(cache);
        throw new IllegalStateException("as meant");
    }

    @Override
    public void disconnected() {
        listener.disconnected();
        throw new IllegalStateException("as meant");
    }

    @Override
    public void alive(long sentAt) {
        listener.alive(sentAt);
        throw new IllegalStateException("as meant");
    }

    @Override
    public void changed(CacheSpace cache, String id) {
        listener.changed(cache, id);
        throw new IllegalStateException("as meant");
    }

    @Override
    public void marked(CacheSpace cache, TagState state) {
        listener.marked(cache, state);
        throw new IllegalStateException("as meant");
    }

    @Override
    public void unknown(CacheSpace cache) {
        listener.unknown(cache);
        throw new IllegalStateException("as meant");
    }
}
