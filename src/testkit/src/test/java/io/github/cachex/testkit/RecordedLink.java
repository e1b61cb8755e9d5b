// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is heard of one cache on a link. */
final class RecordedLink implements LinkListener, AutoCloseable {
    private final CacheSpace space;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final LinkSession session;

    RecordedLink(BackendLink link, CacheSpace space) {
        this.space = space;
        session = link.open(this);
        session.join(space);
    }

    CacheSpace space() {
        return space;
    }

    List<String> heard() {
        return heard;
    }

    @Override
    public void joined(CacheSpace cache) {
        heard.add("joined");
    }

    @Override
    public void disconnected() {
        heard.add("disconnected");
    }

    @Override
    public void alive(long sentAt) {}

    @Override
    public void changed(CacheSpace cache, String id) {
        heard.add(id);
    }

    @Override
    public void marked(CacheSpace cache, TagState state) {
        heard.add("marked");
    }

    @Override
    public void unknown(CacheSpace cache) {
        heard.add("unknown");
    }

    @Override
    public void close() {
        session.close();
    }
}
