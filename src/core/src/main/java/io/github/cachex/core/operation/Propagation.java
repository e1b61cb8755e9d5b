// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.coherence.InvalidationTarget;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.tag.CacheMarks;
import io.github.cachex.core.tag.Group;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.EntryKey;
import java.util.Collection;
import java.util.Optional;

/**
 * What follows from a change of entries: this JVM drops what it holds of them; and where the backend announces the change to no other JVM,
 * it is made up for by marks, which the others find at their next heartbeat. Thread-safe.
 */
public final class Propagation {
    private final InvalidationTarget local;
    private final Optional<BackendLink> link;
    private final Optional<CacheMarks> marks;

    /** Creates the one of a cache whose values in this JVM are in {@code local}. */
    public Propagation(InvalidationTarget local, Optional<BackendLink> link, Optional<CacheMarks> marks) {
        this.local = local;
        this.link = link;
        this.marks = marks;
    }

    /** Drops what this JVM holds of {@code keys}. */
    void invalidate(Collection<EntryKey> keys) {
        keys.forEach(key -> local.invalidate(key.cache(), key.id()));
    }

    /**
     * Marks {@code keys}, which have just been changed, where nobody was told of that; returns whether it did. What is stored under
     * them does not hold any more then.
     *
     * @throws io.github.cachex.error.CacheBackendException when they had to be marked and could not be; the marks are queued
     */
    boolean makeUpFor(Collection<EntryKey> keys, boolean soft, BackendTime time) {
        if (link.isEmpty()
                || marks.isEmpty()
                || link.get().announces(marks.get().space())) {
            return false;
        }
        marks.get()
                .mark(keys.stream().map(key -> Group.key(key.id(), soft)).toList(), time)
                .orThrow();
        return true;
    }
}
