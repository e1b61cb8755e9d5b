// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.coherence.InvalidationTarget;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.tag.CacheMarks;
import io.github.cachex.core.tag.Group;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.EntryKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What follows from a change of entries: this JVM drops what it holds of them; and where the backend announces the change to no other JVM,
 * it is made up for by marks, which the others find at their next heartbeat. Thread-safe.
 */
public final class Propagation {
    private final InvalidationTarget local;
    private final BackendParts parts;
    private final Optional<CacheMarks> marks;

    /** Creates the one of a cache in {@code parts} whose values in this JVM are in {@code local}. */
    public Propagation(InvalidationTarget local, BackendParts parts, Optional<CacheMarks> marks) {
        this.local = local;
        this.parts = parts;
        this.marks = marks;
    }

    /** Drops what this JVM holds of {@code keys}. */
    void invalidate(Collection<EntryKey> keys) {
        keys.forEach(key -> local.invalidate(key.cache(), key.id()));
    }

    /**
     * Marks those of {@code keys}, which have just been changed, of which nobody was told; returns them. What is stored under them does
     * not hold any more then.
     *
     * @throws io.github.cachex.error.CacheBackendException when they had to be marked and could not be; the marks are queued
     */
    Set<EntryKey> makeUpFor(Collection<EntryKey> keys, boolean soft, BackendTime time) {
        if (marks.isEmpty()) {
            return Set.of();
        }
        Set<String> silent = new HashSet<>();
        for (String part : parts.names()) {
            if (parts.link(part)
                    .filter(link -> !link.announces(marks.get().space()))
                    .isPresent()) {
                silent.add(part);
            }
        }
        if (silent.isEmpty()) {
            return Set.of();
        }
        Set<EntryKey> unheard =
                keys.stream().filter(key -> silent.contains(parts.of(key))).collect(Collectors.toSet());
        if (!unheard.isEmpty()) {
            marks.get()
                    .mark(unheard.stream().map(key -> Group.key(key.id(), soft)).toList(), time)
                    .orThrow();
        }
        return unheard;
    }
}
