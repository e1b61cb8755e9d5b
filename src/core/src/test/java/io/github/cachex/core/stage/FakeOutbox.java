// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes the releases of leases, says what the test says of what is queued, and has nothing to do with anything else. */
public final class FakeOutbox implements Outbox {
    private final List<Long> released = new CopyOnWriteArrayList<>();
    private volatile boolean pending;

    /** Lets the invalidation of every key be queued. */
    public void pend() {
        pending = true;
    }

    /** Returns the tokens whose leases it was to release. */
    public List<Long> released() {
        return List.copyOf(released);
    }

    @Override
    public void release(EntryKey key, long token, Duration lease) {
        released.add(token);
    }

    @Override
    public boolean isPending(EntryKey key) {
        return pending;
    }

    @Override
    public Set<String> pendingMarks(CacheSpace cache, Set<String> marks) {
        return Set.of();
    }

    @Override
    public long mark() {
        return 0;
    }

    @Override
    public void invalidate(Collection<EntryKey> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void expire(Collection<EntryKey> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void later(Collection<EntryKey> keys, boolean soft) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void mark(CacheSpace cache, Set<String> marks) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void later(CacheSpace cache, Set<String> marks) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settled(Collection<EntryKey> keys, long mark) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void expired(Collection<EntryKey> keys, long mark) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void marked(CacheSpace cache, Set<String> marks, long mark) {
        throw new UnsupportedOperationException();
    }
}
