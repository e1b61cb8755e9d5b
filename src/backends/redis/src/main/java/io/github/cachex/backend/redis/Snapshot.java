// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The primaries at one time, and which of them takes the writes for which slots. Immutable. */
final class Snapshot {
    static final Snapshot EMPTY = new Snapshot(Map.of(), new Primary[Slots.COUNT], false, 0, 0);

    private final Map<Primary, Layout.Shard> shards;
    private final List<Primary> primaries;
    private final Primary[] holders;
    private final boolean sure;
    private final long generation;
    private final long changed;

    private Snapshot(
            Map<Primary, Layout.Shard> shards, Primary[] holders, boolean sure, long generation, long changed) {
        this.shards = shards;
        this.primaries = List.copyOf(shards.keySet());
        this.holders = holders;
        this.sure = sure;
        this.generation = generation;
        this.changed = changed;
    }

    /** Returns the next one, from {@code now} on. */
    Snapshot followedBy(Map<Layout.Shard, Primary> next, boolean isSure, long now) {
        Map<Primary, Layout.Shard> byPrimary = new LinkedHashMap<>();
        Primary[] bySlot = new Primary[Slots.COUNT];
        next.entrySet().stream()
                .sorted(Comparator.comparingInt(held -> held.getKey().slots().nextSetBit(0)))
                .forEach(held -> {
                    byPrimary.put(held.getValue(), held.getKey());
                    held.getKey().slots().stream().forEach(slot -> bySlot[slot] = held.getValue());
                });
        boolean same = byPrimary.size() == shards.size() && Arrays.equals(bySlot, holders);
        boolean inPlace = same
                && byPrimary.keySet().stream()
                        .allMatch(known -> place(known)
                                .equals(Objects.requireNonNull(byPrimary.get(known))
                                        .primary()));
        return new Snapshot(byPrimary, bySlot, isSure, inPlace ? generation : generation + 1, same ? changed : now);
    }

    List<Primary> primaries() {
        return primaries;
    }

    boolean knows(Primary primary) {
        return shards.containsKey(primary);
    }

    Layout.Shard shard(Primary primary) {
        return Objects.requireNonNull(shards.get(primary));
    }

    /** Returns where {@code primary} is. */
    Place place(Primary primary) {
        return shard(primary).primary();
    }

    Optional<Primary> primary(int slot) {
        return Optional.ofNullable(holders[slot]);
    }

    /** Returns whether a server said so, not the configuration. */
    boolean isSure() {
        return sure;
    }

    /** Returns a number that changes whenever a slot moves, or a primary comes, goes or is at another place. */
    long generation() {
        return generation;
    }

    /** Returns when a slot moved, or a primary came or went, the last time, by {@link System#nanoTime}. */
    long changed() {
        return changed;
    }
}
