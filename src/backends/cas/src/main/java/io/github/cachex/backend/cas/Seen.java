// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this JVM saw last under some names: that nothing is there, or a lease without an entry. It spares looking once more before a
 * change, which compares versions and so fails where something else is there by then. Thread-safe.
 */
final class Seen {
    /** What is remembered for longer was not followed by a change, and is dropped with the rest. */
    private static final int MOST = 2_048;

    private static final Last NOTHING = new Last(CasStore.ABSENT, Slot.EMPTY);

    private final Map<String, Last> records = new ConcurrentHashMap<>();

    /**
     * A record.
     *
     * @param version its version, {@link CasStore#ABSENT} where there is none
     * @param slot what it holds
     */
    record Last(long version, Slot slot) {}

    /** Nothing is there. */
    void nothing(String name) {
        remember(name, NOTHING);
    }

    /** Of what {@code slot} holds a lease is worth it alone: an entry takes room, and ends what was under way. */
    void stored(String name, long version, Slot slot) {
        if (slot.entry() == null) {
            remember(name, new Last(version, slot));
        }
    }

    private void remember(String name, Last record) {
        if (records.size() >= MOST) {
            records.clear();
        }
        records.put(name, record);
    }

    /** Returns what was seen, and forgets it. */
    Optional<Last> take(String name) {
        return Optional.ofNullable(records.remove(name));
    }
}
