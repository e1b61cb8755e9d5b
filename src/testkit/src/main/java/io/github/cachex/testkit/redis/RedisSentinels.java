// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A real Redis behind real Sentinels for tests: a primary, a replica and three Sentinels, on the loopback address and free ports.
 * Each may be frozen, stopped and restarted; a primary that is silent for a second is replaced by the replica. Not thread-safe.
 *
 * <pre>{@code
 * try (RedisSentinels sentinels = RedisSentinels.start()) {
 *     RedisServer primary = sentinels.primary();
 *     primary.pause();
 *     sentinels.awaitReplaced(primary);
 *     primary.resume();     // takes itself for the primary until the Sentinels make it a replica
 *     sentinels.awaitOk();
 * }
 * }</pre>
 *
 * All are processes, of the {@code redis-server} on the PATH or of embedded-redis. A primary that is restarted before it was
 * replaced comes back empty, and its replica is empty then too.
 */
public final class RedisSentinels implements AutoCloseable {
    /** The name under which the Sentinels watch the primary. */
    public static final String NAME = "cachex-primary";

    private static final int SENTINELS = 3;

    private static final List<String> ARGUMENTS = List.of(
            "--repl-diskless-sync", "yes",
            "--repl-diskless-sync-delay", "0",
            "--rdb-del-sync-files", "yes");

    private final ServerGroup group;
    private final ServerGroup sentinels = new ServerGroup(List.of());
    private final List<RedisServer> servers = new ArrayList<>();
    private final List<RedisServer> watchers = new ArrayList<>();

    private RedisSentinels(List<String> arguments) {
        group = new ServerGroup(arguments);
    }

    /**
     * Returns Sentinels that know each other, the primary and its replica, which is in sync. Takes a few seconds.
     *
     * @param arguments for the primary and the replica, such as {@code "--maxmemory", "10mb"}; with {@code --requirepass}, replica
     *     and Sentinels use the password too, which the Sentinels themselves do not ask for
     * @throws IllegalStateException if no Redis can be had, or the one that {@code CACHEX_TEST_REDIS} names runs no Sentinels
     */
    public static RedisSentinels start(String... arguments) {
        return start(SENTINELS, List.of(arguments));
    }

    /**
     * The same with one Sentinel, of which the word alone counts: started and {@linkplain #demote demoted} in half the time.
     *
     * @param arguments as those of {@link #start(String...)}
     * @throws IllegalStateException if no Redis can be had, or the one that {@code CACHEX_TEST_REDIS} names runs no Sentinels
     */
    public static RedisSentinels startWithOne(String... arguments) {
        return start(1, List.of(arguments));
    }

    private static RedisSentinels start(int count, List<String> arguments) {
        RedisSource source = RedisChoice.ofServersInGroups().get();
        RedisSentinels sentinels = new RedisSentinels(arguments);
        try {
            sentinels.startAll(source, count, arguments);
            return sentinels;
        } catch (RuntimeException | LinkageError e) {
            sentinels.close();
            throw e;
        }
    }

    private void startAll(RedisSource source, int count, List<String> arguments) {
        List<String> all = new ArrayList<>(ARGUMENTS);
        all.addAll(arguments);
        group.password().ifPresent(password -> all.addAll(List.of("--masterauth", password)));
        RedisServer primary = group.start(port -> source.host(port, all));
        servers.add(primary);
        List<String> following = new ArrayList<>(all);
        following.addAll(List.of("--replicaof", primary.hostName(), String.valueOf(primary.port())));
        RedisServer replica = group.start(port -> source.host(port, following));
        servers.add(replica);
        ServerGroup.await("a replica in sync", () -> group.isInSync(replica));
        List<String> lines = new ArrayList<>(List.of(
                "sentinel monitor " + NAME + " " + primary.hostName() + " " + primary.port() + " " + (count / 2 + 1),
                // A Sentinel that was held up for 2 s does nothing for 30 s, and afterwards no replica takes over that
                // has been without
                // its primary for more than ten times this.
                "sentinel down-after-milliseconds " + NAME + " 4000",
                "sentinel failover-timeout " + NAME + " 3000",
                "sentinel parallel-syncs " + NAME + " 1"));
        group.password().ifPresent(password -> lines.add("sentinel auth-pass " + NAME + " " + password));
        for (int i = 0; i < count; i++) {
            watchers.add(sentinels.start(port -> source.sentinel(port, lines)));
        }
        awaitOk();
    }

    /**
     * Returns the address of the Sentinels, {@code redis-sentinel://<host>:<port>,…/<name>}, with the password of Redis if there is
     * one.
     */
    public String uri() {
        return "redis-sentinel://"
                + group.password().map(password -> ":" + password + "@").orElse("")
                + watchers.stream()
                        .map(sentinel -> sentinel.hostName() + ":" + sentinel.port())
                        .collect(Collectors.joining(","))
                + "/" + NAME;
    }

    /** Returns the Sentinels. */
    public List<RedisServer> sentinels() {
        return List.copyOf(watchers);
    }

    /** Returns primary and replica: the one that was the primary at first, then the other. */
    public List<RedisServer> servers() {
        return List.copyOf(servers);
    }

    /** Returns the password of primary and replica, empty without one. */
    public Optional<String> password() {
        return group.password();
    }

    /**
     * Returns the primary, as most Sentinels that run say.
     *
     * @throws IllegalStateException if there is no majority
     */
    public RedisServer primary() {
        return servers.stream()
                .filter(server -> serving(watchers).stream()
                                .filter(sentinel -> portOfPrimary(sentinel) == server.port())
                                .count()
                        > watchers.size() / 2)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no majority of the Sentinels agrees on the primary"));
    }

    /** Returns the server that is not the primary. */
    public RedisServer replica() {
        RedisServer primary = primary();
        return servers.get(primary == servers.get(0) ? 1 : 0);
    }

    /**
     * Makes the replica the primary by {@code SENTINEL FAILOVER}. Returns when most Sentinels say so. The old primary goes on taking
     * writes, as it does wherever this is done, until the Sentinels make it a replica, 10 to 20 seconds later: {@link #awaitOk}.
     */
    public void demote() {
        RedisServer before = primary();
        ServerGroup.await("a failover of " + before, () -> {
            try {
                sentinels.send(serving(watchers).get(0), "SENTINEL", "FAILOVER", NAME);
                return true;
            } catch (IllegalStateException e) {
                // Another one is still under way, or the replica is not yet known as good.
                return primary() != before;
            }
        });
        awaitReplaced(before);
    }

    /** Waits until most Sentinels say that another server than this one is the primary, and that one takes writes. */
    public void awaitReplaced(RedisServer server) {
        ServerGroup.await("a replacement of " + server, () -> primary() != server && isPrimary(primary()));
    }

    /**
     * Waits until all Sentinels that run know each other and the primary, and the replica, if it runs, is in sync. A primary that
     * comes back is told by them to be a replica 10 to 20 seconds later.
     */
    public void awaitOk() {
        ServerGroup.await("Sentinels and servers that are well", this::isOk);
    }

    private boolean isOk() {
        RedisServer primary = primary();
        RedisServer replica = replica();
        return isPrimary(primary)
                && (!replica.isServing() || isReplicaOf(replica, primary))
                && serving(watchers).stream().allMatch(sentinel -> isInformed(sentinel, primary, replica));
    }

    private boolean isPrimary(RedisServer server) {
        return server.isServing() && group.text(server, "INFO", "replication").contains("role:master");
    }

    private boolean isReplicaOf(RedisServer replica, RedisServer primary) {
        return group.isInSync(replica)
                && group.text(replica, "INFO", "replication").contains("master_port:" + primary.port() + "\r\n");
    }

    private boolean isInformed(RedisServer sentinel, RedisServer primary, RedisServer replica) {
        List<String> facts = sentinels.texts(sentinel, "SENTINEL", "MASTER", NAME);
        return portOfPrimary(sentinel) == primary.port()
                && fact(facts, "flags").equals("master")
                && fact(facts, "num-other-sentinels").equals(String.valueOf(watchers.size() - 1))
                && isKnown(sentinel, replica);
    }

    /** A Sentinel that has not yet read a replica's state does not promote it. */
    private boolean isKnown(RedisServer sentinel, RedisServer replica) {
        return !replica.isServing()
                || ((List<?>) sentinels.send(sentinel, "SENTINEL", "REPLICAS", NAME))
                        .stream()
                                .map(known -> ((List<?>) known)
                                        .stream().map(String::valueOf).collect(Collectors.toList()))
                                .anyMatch(facts -> fact(facts, "port").equals(String.valueOf(replica.port()))
                                        && fact(facts, "flags").equals("slave")
                                        && fact(facts, "master-link-status").equals("ok"));
    }

    private static String fact(List<String> facts, String name) {
        int at = facts.indexOf(name);
        return at < 0 ? "" : facts.get(at + 1);
    }

    private int portOfPrimary(RedisServer sentinel) {
        return Integer.parseInt(sentinels
                .texts(sentinel, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)
                .get(1));
    }

    private static List<RedisServer> serving(List<RedisServer> servers) {
        return servers.stream().filter(RedisServer::isServing).collect(Collectors.toList());
    }

    /** Ends Sentinels and servers and frees their ports. */
    @Override
    public void close() {
        sentinels.close();
        group.close();
    }

    @Override
    public String toString() {
        return "RedisSentinels" + watchers + servers;
    }
}
