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
import java.util.OptionalLong;

/** The primaries at one time, and which of them takes the writes for which slots. Immutable. */
final class Snapshot {
    static final Snapshot EMPTY = new Snapshot(Map.of(), new Primary[Slots.COUNT], false, 0, OptionalLong.empty());

    private final Map<Primary, Layout.Shard> shards;
    private final List<Primary> primaries;
    private final Primary[] holders;
    private final boolean sure;
    private final long generation;
    private final OptionalLong moved;

    private Snapshot(
            Map<Primary, Layout.Shard> shards, Primary[] holders, boolean sure, long generation, OptionalLong moved) {
        this.shards = shards;
        this.primaries = List.copyOf(shards.keySet());
        this.holders = holders;
        this.sure = sure;
        this.generation = generation;
        this.moved = moved;
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
        // Until somebody said so, nothing was there that could have moved.
        OptionalLong change = same || !sure ? moved : OptionalLong.of(now);
        return new Snapshot(byPrimary, bySlot, isSure, inPlace ? generation : generation + 1, change);
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
    OptionalLong moved() {
        return moved;
    }
}
