// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Who takes the writes for which slots, as a server said it.
 *
 * @param shards the servers that take writes, with those that would stand in
 */
record Layout(List<Shard> shards) {
    /**
     * A server that takes writes.
     *
     * @param primary where it is
     * @param replicas where those are that follow it
     * @param slots the slots for which it does
     */
    record Shard(Place primary, Set<Place> replicas, BitSet slots) {
        /** Returns one for all slots. */
        static Shard ofAll(Place primary) {
            BitSet all = new BitSet(Slots.COUNT);
            all.set(0, Slots.COUNT);
            return new Shard(primary, Set.of(), all);
        }
    }

    /** Returns the layout of one server that takes all writes. */
    static Layout ofOne(Place primary) {
        return new Layout(List.of(Shard.ofAll(primary)));
    }
}
