// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What not every backend can do beyond storing entries. */
public enum Capability {
    /** One load in the cluster, and no store by a load that was overtaken: {@link CacheBackend#leases}. */
    LEASES("has no leases: each JVM loads by itself, and a late load may store what was invalidated"),
    /** Who waits for another JVM's load is woken when it ends, and does not have to ask: {@link LeaseStore#wakes}. */
    WAKE_UPS("wakes nobody: who waits for another JVM's load asks again and again"),
    /** Invalidation by tag, by pattern and of a whole cache: {@link CacheBackend#tags}. */
    MARKS("has no marks: nothing can be invalidated by tag, by pattern or as a whole"),
    /** Each JVM is told of the keys that others change, so that it can keep values of its own: {@link BackendLink#tellsChanges}. */
    CHANGES("does not tell of changed keys: no JVM keeps values of its own"),
    /** The memory of entries that a pattern, a tag or a clear has invalidated is freed at once: {@link CacheBackend#scan}. */
    SCAN("cannot list entries: what was invalidated as a group takes room until its time is over"),
    /** Counters, for rate limits: {@link CacheBackend#increment}. */
    COUNTERS("has no counters: increment is refused"),
    /** New lifetimes for encrypted entries: {@link CacheBackend#replace}. */
    REPLACEMENT("cannot replace entries: touch is refused where values are encrypted");

    private final String lack;

    Capability(String lack) {
        this.lack = lack;
    }

    /** Returns what it means to lack this, as what is said of a backend. */
    public String lack() {
        return lack;
    }

    /** Returns those that {@code backend} shows by what it has, and {@code more}, which it cannot show so. */
    public static Set<Capability> of(CacheBackend backend, Capability... more) {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        found.addAll(Arrays.asList(more));
        backend.leases().ifPresent(leases -> {
            found.add(LEASES);
            if (leases.wakes()) {
                found.add(WAKE_UPS);
            }
        });
        if (backend.tags().isPresent()) {
            found.add(MARKS);
        }
        if (backend.scan().isPresent()) {
            found.add(SCAN);
        }
        if (tellsChanges(backend)) {
            found.add(CHANGES);
        }
        return Collections.unmodifiableSet(found);
    }

    private static boolean tellsChanges(CacheBackend backend) {
        return backend.parts()
                .map(parts -> parts.names().stream()
                        .allMatch(part -> parts.link(part)
                                .filter(BackendLink::tellsChanges)
                                .isPresent()))
                .orElseGet(
                        () -> backend.link().filter(BackendLink::tellsChanges).isPresent());
    }

    /** Returns what is said of a backend of the type {@code backend} that lacks this; empty where {@code capabilities} have it. */
    public Optional<String> missing(Set<Capability> capabilities, String backend) {
        return capabilities.contains(this) ? Optional.empty() : Optional.of("backend " + backend + ' ' + lack);
    }
}
