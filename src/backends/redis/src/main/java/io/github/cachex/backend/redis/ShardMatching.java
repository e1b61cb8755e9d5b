// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Finds who is who in a new layout. A primary is the same where it is at the same place, or where a replica stands in for it: then the
 * new one was its replica, or holds its slots while nobody is at its place.
 */
final class ShardMatching {
    private final Snapshot before;
    private final Map<Layout.Shard, Primary> matched = new LinkedHashMap<>();
    private final List<Primary> free;

    private ShardMatching(Snapshot before) {
        this.before = before;
        this.free = new ArrayList<>(before.primaries());
    }

    /** Returns the primary of each shard of {@code layout}; one that was not there is made by {@code maker} from name and shard. */
    static Map<Layout.Shard, Primary> match(
            Snapshot before, Layout layout, BiFunction<String, Layout.Shard, Primary> maker) {
        ShardMatching matching = new ShardMatching(before);
        if (!before.isSure() && before.primaries().size() == 1) {
            // What was known was where to ask, and took part for the whole: it is the first from now on.
            layout.shards().stream()
                    .filter(shard -> shard.slots().get(0))
                    .findFirst()
                    .ifPresent(shard -> matching.take(shard, before.primaries().get(0)));
        }
        layout.shards().forEach(matching::atTheSamePlace);
        layout.shards().forEach(matching::inItsPlace);
        Set<String> names = new HashSet<>();
        matching.matched.values().forEach(primary -> names.add(primary.name()));
        for (Layout.Shard shard : layout.shards()) {
            if (!matching.matched.containsKey(shard)) {
                matching.matched.put(shard, maker.apply(name(shard, names), shard));
            }
        }
        return matching.matched;
    }

    private void atTheSamePlace(Layout.Shard shard) {
        free.stream()
                .filter(primary -> before.place(primary).equals(shard.primary()))
                .findFirst()
                .ifPresent(primary -> take(shard, primary));
    }

    private void inItsPlace(Layout.Shard shard) {
        Optional<Primary> former = free.stream()
                .filter(primary -> before.shard(primary).replicas().contains(shard.primary())
                        || shard.replicas().contains(before.place(primary)))
                .findFirst()
                .or(() -> free.stream()
                        .filter(primary -> before.shard(primary).slots().intersects(shard.slots()))
                        .findFirst());
        former.ifPresent(primary -> take(shard, primary));
    }

    private void take(Layout.Shard shard, Primary primary) {
        if (!matched.containsKey(shard)) {
            matched.put(shard, primary);
            free.remove(primary);
        }
    }

    /** Returns the lowest slot, as a name that nobody has. */
    private static String name(Layout.Shard shard, Set<String> names) {
        BitSet slots = shard.slots();
        String lowest = String.valueOf(Math.max(slots.nextSetBit(0), 0));
        String name = lowest;
        for (int number = 2; !names.add(name); number++) {
            name = lowest + "." + number;
        }
        return name;
    }
}
