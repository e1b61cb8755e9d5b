// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps in order what a listener of the link was told. */
final class HeardNews implements LinkListener {
    final List<String> all = new CopyOnWriteArrayList<>();
    final List<TagState> states = new CopyOnWriteArrayList<>();
    final List<Long> beats = new CopyOnWriteArrayList<>();
    final AtomicInteger breaks = new AtomicInteger();
    final List<Thread> threads = new CopyOnWriteArrayList<>();

    private void note(String news) {
        threads.add(Thread.currentThread());
        all.add(news);
    }

    boolean has(String news) {
        return all.contains(news);
    }

    long count(String news) {
        return all.stream().filter(news::equals).count();
    }

    @Override
    public void joined(CacheSpace cache) {
        note("joined " + cache.cache());
    }

    @Override
    public void disconnected() {
        breaks.incrementAndGet();
        note("disconnected");
    }

    @Override
    public void alive(long sentAt) {
        beats.add(sentAt);
        note("alive");
    }

    @Override
    public void changed(CacheSpace cache, String id) {
        note("changed " + cache.cache() + " " + id);
    }

    @Override
    public void marked(CacheSpace cache, TagState state) {
        states.add(state);
        note("marked " + cache.cache());
    }

    @Override
    public void unknown(CacheSpace cache) {
        note("unknown " + cache.cache());
    }
}
