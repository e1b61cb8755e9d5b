// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** What CLUSTER SLOTS answers: ranges of slots, each with the server that takes its writes and those that follow it. */
final class ClusterSlots {
    private ClusterSlots() {}

    /** Returns what a node answers to the command CLUSTER with {@code what}. */
    static Object ask(UnifiedJedis jedis, String what) {
        return jedis.executeCommand(new CommandArguments(Protocol.Command.CLUSTER).add(what));
    }

    /** Returns what {@code answer} says, which was given by the node at {@code asked}. */
    static Layout read(List<?> answer, Place asked) {
        Map<Place, BitSet> slots = new LinkedHashMap<>();
        Map<Place, Set<Place>> replicas = new LinkedHashMap<>();
        try {
            for (Object range : answer) {
                List<?> parts = (List<?>) range;
                Place primary = place((List<?>) parts.get(2), asked);
                int from = slot(parts.get(0));
                int to = slot(parts.get(1));
                slots.computeIfAbsent(primary, any -> new BitSet(Slots.COUNT)).set(from, to + 1);
                Set<Place> following = replicas.computeIfAbsent(primary, any -> new LinkedHashSet<>());
                for (Object replica : parts.subList(3, parts.size())) {
                    following.add(place((List<?>) replica, asked));
                }
            }
        } catch (ClassCastException | IndexOutOfBoundsException e) {
            throw new JedisDataException("not an answer to CLUSTER SLOTS", e);
        }
        if (slots.isEmpty()) {
            throw new JedisDataException("CLUSTERDOWN no slots are given to any node");
        }
        List<Layout.Shard> shards = new ArrayList<>();
        slots.forEach((primary, held) ->
                shards.add(new Layout.Shard(primary, replicas.getOrDefault(primary, Set.of()), held)));
        return new Layout(shards);
    }

    private static int slot(Object number) {
        long slot = (Long) number;
        if (slot < 0 || slot >= Slots.COUNT) {
            throw new IndexOutOfBoundsException("no such slot");
        }
        return (int) slot;
    }

    /** A node that does not know its own name means the one by which it was asked. */
    private static Place place(List<?> node, Place asked) {
        String host = node.get(0) == null ? "" : text(node.get(0));
        return new Place(host.isEmpty() || host.equals("?") ? asked.host() : host, Math.toIntExact((Long) node.get(1)));
    }

    static String text(Object bytes) {
        return bytes instanceof byte[] some ? new String(some, StandardCharsets.UTF_8) : String.valueOf(bytes);
    }
}
