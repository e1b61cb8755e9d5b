// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.List;
import java.util.stream.Stream;

/**
 * A slot of a {@link RedisCluster} on its way from one primary to another: the first answers for the keys that it still has and
 * sends clients to the other for all else. Not thread-safe.
 */
public final class SlotMigration {
    private static final int BATCH = 100;

    private final RedisCluster cluster;
    private final ServerGroup group;
    private final String slot;
    private final RedisServer source;
    private final RedisServer target;

    SlotMigration(RedisCluster cluster, ServerGroup group, int slot, RedisServer source, RedisServer target) {
        this.cluster = cluster;
        this.group = group;
        this.slot = String.valueOf(slot);
        this.source = source;
        this.target = target;
    }

    /** Moves up to {@code most} of its keys; returns how many. */
    public int moveKeys(int most) {
        int moved = 0;
        while (moved < most) {
            String count = String.valueOf(Math.min(BATCH, most - moved));
            List<String> keys = group.texts(source, "CLUSTER", "GETKEYSINSLOT", slot, count);
            if (keys.isEmpty()) {
                break;
            }
            group.send(source, migrate(keys));
            moved += keys.size();
        }
        return moved;
    }

    private String[] migrate(List<String> keys) {
        Stream<String> where = Stream.of("MIGRATE", target.hostName(), String.valueOf(target.port()), "", "0", "5000");
        Stream<String> rights = group.password().stream().flatMap(password -> Stream.of("AUTH", password));
        return Stream.of(where, rights, Stream.of("KEYS"), keys.stream())
                .flatMap(words -> words)
                .toArray(String[]::new);
    }

    /** Moves what is left and gives the slot to its new primary. Returns when all nodes know. */
    public void finish() {
        moveKeys(Integer.MAX_VALUE);
        String owner = cluster.idOf(target);
        for (RedisServer primary : List.of(target, source)) {
            group.send(primary, "CLUSTER", "SETSLOT", slot, "NODE", owner);
        }
        cluster.awaitOk();
    }

    /** Gives up: the slot stays, with the keys that were not moved yet. */
    public void abandon() {
        group.send(target, "CLUSTER", "SETSLOT", slot, "STABLE");
        group.send(source, "CLUSTER", "SETSLOT", slot, "STABLE");
    }
}
