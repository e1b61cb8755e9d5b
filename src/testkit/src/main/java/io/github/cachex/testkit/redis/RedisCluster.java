// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A real Redis Cluster for tests: three primaries, with a replica each unless it is started without, on the loopback address and
 * free ports. Its nodes may be frozen, stopped and restarted one by one; a primary that is silent for about two seconds is replaced
 * by its replica. Not thread-safe.
 *
 * <pre>{@code
 * try (RedisCluster cluster = RedisCluster.start()) {
 *     RedisServer primary = cluster.primaryOf(RedisCluster.slot("{posts:1}"));
 *     primary.stop();
 *     cluster.awaitReplaced(primary);
 *     primary.restart();     // a replica from here
 *     cluster.awaitOk();
 * }
 * }</pre>
 *
 * Its nodes are processes, of the {@code redis-server} on the PATH or of embedded-redis. A primary that is restarted before it
 * was replaced comes back empty, and its replica is empty then too.
 */
public final class RedisCluster implements AutoCloseable {
    private static final int SLOTS = 16_384;
    private static final int PRIMARIES = 3;
    private static final List<String> ARGUMENTS = List.of(
            "--cluster-enabled", "yes",
            "--cluster-node-timeout", "2000",
            "--cluster-replica-validity-factor", "0",
            "--cluster-allow-replica-migration", "no",
            "--repl-diskless-sync", "yes",
            "--repl-diskless-sync-delay", "0",
            "--rdb-del-sync-files", "yes");

    private final ServerGroup group;
    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster(List<String> arguments) {
        group = new ServerGroup(arguments);
    }

    /**
     * Returns a cluster that answers, with every replica in sync. Takes a few seconds.
     *
     * @param arguments for each node, such as {@code "--maxmemory", "10mb"}; with {@code --requirepass}, replicas use the password too
     * @throws IllegalStateException if no Redis can be had, or the one that {@code CACHEX_TEST_REDIS} names forms no cluster
     */
    public static RedisCluster start(String... arguments) {
        return start(2 * PRIMARIES, arguments);
    }

    /**
     * Returns a cluster of three primaries alone, which starts sooner. Who of them is stopped has nobody in its place.
     *
     * @param arguments for each node, as for {@link #start}
     * @throws IllegalStateException if no Redis can be had, or the one that {@code CACHEX_TEST_REDIS} names forms no cluster
     */
    public static RedisCluster startWithoutReplicas(String... arguments) {
        return start(PRIMARIES, arguments);
    }

    private static RedisCluster start(int count, String... arguments) {
        RedisSource source = RedisChoice.ofServersInGroups().get();
        RedisCluster cluster = new RedisCluster(List.of(arguments));
        try {
            cluster.startNodes(source, count, List.of(arguments));
            cluster.join();
            return cluster;
        } catch (RuntimeException | LinkageError e) {
            cluster.close();
            throw e;
        }
    }

    private void startNodes(RedisSource source, int count, List<String> arguments) {
        List<String> all = new ArrayList<>(ARGUMENTS);
        all.addAll(arguments);
        group.password().ifPresent(password -> all.addAll(List.of("--masterauth", password)));
        for (int i = 0; i < count; i++) {
            nodes.add(group.start(port -> source.host(port, all)));
        }
    }

    private void join() {
        for (int i = 0; i < nodes.size(); i++) {
            group.send(nodes.get(i), "CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
            if (i < PRIMARIES) {
                group.send(nodes.get(i), addSlots(SLOTS * i / PRIMARIES, SLOTS * (i + 1) / PRIMARIES));
            }
            for (RedisServer other : nodes.subList(0, i)) {
                group.send(nodes.get(i), "CLUSTER", "MEET", other.hostName(), String.valueOf(other.port()));
            }
        }
        ServerGroup.await("nodes that have met", () -> nodes.stream().allMatch(this::knowsAll));
        for (int i = PRIMARIES; i < nodes.size(); i++) {
            group.send(nodes.get(i), "CLUSTER", "REPLICATE", idOf(nodes.get(i - PRIMARIES)));
        }
        awaitOk();
    }

    private static String[] addSlots(int first, int end) {
        return Stream.concat(
                        Stream.of("CLUSTER", "ADDSLOTS"),
                        IntStream.range(first, end).mapToObj(String::valueOf))
                .toArray(String[]::new);
    }

    private boolean knowsAll(RedisServer node) {
        List<ClusterNode> known = view(node);
        return known.size() == nodes.size() && known.stream().allMatch(ClusterNode::isWell);
    }

    /** Returns the address of all nodes, {@code redis://<host>:<port>,<host>:<port>,…}, with the password if there is one. */
    public String uri() {
        return "redis://"
                + group.password().map(password -> ":" + password + "@").orElse("")
                + nodes.stream()
                        .map(node -> node.hostName() + ":" + node.port())
                        .collect(Collectors.joining(","));
    }

    /** Returns all nodes: those that were primaries at first, then their replicas in the same order. */
    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    /** Returns the nodes that are primaries with slots now, ordered by their lowest slot; a dead one until it is replaced. */
    public List<RedisServer> primaries() {
        return owners().values().stream()
                .map(owner -> group.at(owner.port()))
                .distinct()
                .collect(Collectors.toUnmodifiableList());
    }

    /**
     * Returns the primary of a slot.
     *
     * @throws IllegalStateException if the slot has none
     */
    public RedisServer primaryOf(int slot) {
        Map.Entry<Integer, ClusterNode> owner = owners().floorEntry(slot);
        if (owner == null || !owner.getValue().slots().get(slot)) {
            throw new IllegalStateException("no primary holds the slot " + slot);
        }
        return group.at(owner.getValue().port());
    }

    /**
     * Returns a replica of a primary.
     *
     * @throws IllegalStateException if it has none that runs
     */
    public RedisServer replicaOf(RedisServer primary) {
        String id = idOf(primary);
        return serving()
                .filter(node -> myself(node).primary().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(primary + " has no replica that runs"));
    }

    /** Returns the slot of a key: of what stands in its first braces, if there is something. */
    public static int slot(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        String hashed = close > open + 1 ? key.substring(open + 1, close) : key;
        int crc = 0;
        for (byte b : hashed.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (b & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
        }
        return crc & (SLOTS - 1);
    }

    /**
     * Makes the replica of {@code primary} the primary, as an operator does before maintenance: without loss while both run, by
     * force if the primary does not answer. Returns when all nodes know.
     */
    public void failOver(RedisServer primary) {
        RedisServer replica = replicaOf(primary);
        ServerGroup.await("a failover of " + primary, () -> {
            if (!myself(replica).isPrimary()) {
                if (primary.isServing()) {
                    group.send(replica, "CLUSTER", "FAILOVER");
                } else {
                    group.send(replica, "CLUSTER", "FAILOVER", "TAKEOVER");
                }
            }
            return myself(replica).isPrimary();
        });
        awaitOk();
    }

    /** Waits until {@code node}, frozen or stopped or demoted, is no primary any more, and the others agree on who is. */
    public void awaitReplaced(RedisServer node) {
        ServerGroup.await("a replacement of " + node, () -> !primaries().contains(node));
        awaitOk();
    }

    /** Moves a slot with its keys to another primary, while clients go on. Returns when all nodes know. */
    public void migrate(int slot, RedisServer target) {
        SlotMigration migration = beginMigration(slot, target);
        migration.moveKeys(Integer.MAX_VALUE);
        migration.finish();
    }

    /** Begins to move a slot to another primary, and leaves the rest to the caller: in between, clients are asked (ASK) to try there. */
    public SlotMigration beginMigration(int slot, RedisServer target) {
        RedisServer source = primaryOf(slot);
        group.send(target, "CLUSTER", "SETSLOT", String.valueOf(slot), "IMPORTING", idOf(source));
        group.send(source, "CLUSTER", "SETSLOT", String.valueOf(slot), "MIGRATING", idOf(target));
        return new SlotMigration(this, group, slot, source, target);
    }

    /** Waits until all nodes that run agree on who has which slots, answer, and every replica among them is in sync. */
    public void awaitOk() {
        ServerGroup.await("a cluster that is well", this::isOk);
    }

    private boolean isOk() {
        List<RedisServer> running = serving().collect(Collectors.toList());
        return running.stream().map(this::layout).distinct().count() == 1
                && running.stream()
                        .allMatch(node -> group.text(node, "CLUSTER", "INFO").contains("cluster_state:ok"))
                && running.stream().allMatch(node -> myself(node).isPrimary() || group.isInSync(node))
                && running.stream().allMatch(node -> knowsAsWell(node, running));
    }

    private boolean knowsAsWell(RedisServer node, List<RedisServer> running) {
        List<Integer> well = view(node).stream()
                .filter(known -> known.isMyself() || known.isWell())
                .map(ClusterNode::port)
                .collect(Collectors.toList());
        return running.stream().allMatch(other -> well.contains(other.port()));
    }

    /** Who has which slots, and who replicates whom, among the nodes that run. */
    private Map<String, String> layout(RedisServer node) {
        Map<String, String> layout = new TreeMap<>();
        for (ClusterNode known : view(node)) {
            if (group.at(known.port()).isServing() || !known.slots().isEmpty()) {
                layout.put(known.id(), known.slots() + (known.isPrimary() ? " primary" : " of " + known.primary()));
            }
        }
        return layout;
    }

    /** The lowest slot of each run of slots with its owner: where nodes differ, the one with the highest epoch. */
    private TreeMap<Integer, ClusterNode> owners() {
        List<ClusterNode> claims = serving()
                .flatMap(node -> view(node).stream())
                .filter(ClusterNode::isPrimary)
                .sorted(Comparator.comparingLong(ClusterNode::epoch).reversed())
                .collect(Collectors.toList());
        TreeMap<Integer, ClusterNode> owners = new TreeMap<>();
        BitSet taken = new BitSet(SLOTS);
        for (ClusterNode claim : claims) {
            BitSet free = (BitSet) claim.slots().clone();
            free.andNot(taken);
            taken.or(free);
            for (int slot = free.nextSetBit(0); slot >= 0; slot = free.nextSetBit(free.nextClearBit(slot))) {
                owners.put(slot, claim);
            }
        }
        return owners;
    }

    private Stream<RedisServer> serving() {
        return nodes.stream().filter(RedisServer::isServing);
    }

    private List<ClusterNode> view(RedisServer node) {
        return ClusterNode.parse(group.text(node, "CLUSTER", "NODES"));
    }

    private ClusterNode myself(RedisServer node) {
        return view(node).stream().filter(ClusterNode::isMyself).findFirst().orElseThrow();
    }

    /** The id of a node, dead or alive. */
    String idOf(RedisServer node) {
        return serving()
                .flatMap(other -> view(other).stream())
                .filter(known -> known.port() == node.port())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(node + " is unknown in this cluster"))
                .id();
    }

    /** Ends all nodes and frees their ports. */
    @Override
    public void close() {
        group.close();
    }

    @Override
    public String toString() {
        return "RedisCluster" + nodes;
    }
}
