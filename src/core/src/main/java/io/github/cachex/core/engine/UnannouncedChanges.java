// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.tag.CacheMarks;
import io.github.cachex.core.tag.Group;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.EntryKey;
import java.util.Collection;
import java.util.Optional;

/**
 * The changes of a cache that the backend announces to no other JVM. Each is made up for by a mark, which the others find at their
 * next heartbeat. Thread-safe.
 */
final class UnannouncedChanges {
    private final Optional<BackendLink> link;
    private final Optional<CacheMarks> marks;

    UnannouncedChanges(Optional<BackendLink> link, Optional<CacheMarks> marks) {
        this.link = link;
        this.marks = marks;
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
