// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendInspection;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.NodeChannel;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;

/**
 * Entries, leases and marks in Redis 6.2 or newer, or what speaks its language. A read is one GETRANGE, which carries no more than
 * an entry may have; everything else is a script,
 * so that it happens as a whole and may be repeated. Thread-safe.
 */
public final class RedisBackend implements CacheBackend {
    static final String TYPE = "redis";

    private static final Duration LONGEST_REPEAT = Duration.ofMinutes(5);
    private static final Duration SHORTEST_MEMORY = Duration.ofSeconds(5);
    /** What the script that removes answers to its own repetition. */
    private static final int TAKEN_BEFORE = 2;

    private final Topology topology;
    private final Router router;
    private final RoutedBatches batches;
    private final PrimariesLink link;
    private final RedisLeases leases;
    private final RedisTags tags;
    private final RedisScan scan;
    private final RedisInspection inspection;
    private final Optional<BackendParts> parts;
    private final RedisNodes nodes;

    RedisBackend(Client client, RedisClock clock) {
        this(client, clock, 0);
    }

    private RedisBackend(Client client, RedisClock clock, int replicas) {
        this(
                SharedState.fresh(replicas),
                shared -> Topology.of(new Primary("0", client, clock, shared, SlotFilter.ALL)),
                false);
    }

    private RedisBackend(SharedState shared, Function<SharedState, Topology> primaries, boolean parted) {
        this.topology = primaries.apply(shared);
        this.router = new Router(topology);
        this.batches = new RoutedBatches(router, parted);
        this.link = new PrimariesLink(topology, shared.publishing());
        this.nodes = new RedisNodes(topology, shared.nodes());
        this.leases = new RedisLeases(router, batches, shared.waking());
        this.tags = new RedisTags(router, batches);
        this.scan = new RedisScan(topology, batches);
        this.inspection = new RedisInspection(router, batches, parted);
        this.parts = parted ? Optional.of(new ClusterParts(topology)) : Optional.empty();
    }

    /**
     * Returns a backend over {@code jedis}, which stays the caller's to close.
     *
     * <p>The connections of a {@code RedisClient}, {@code RedisSentinelClient}, {@code RedisClusterClient} or {@code JedisCluster} are
     * borrowed from its pools: a call waits for one, and for each answer, no longer than its budget lasts, whatever waits and time-outs
     * the client has (by default 8 connections, 2 s, and for ever). What is longer than the budget is warned of once. Connecting
     * takes as long as the client's own time-outs say, on threads of this backend. One connection of each pool is taken for good when
     * a cache is first used that hears of other JVMs.
     *
     * <p>Any other client is called on threads of this backend, and left when the budget is over. If it sends a command again by itself,
     * it should be told not to ({@code maxAttempts(1)}): here it is known which may be, and what was sent twice may run after an
     * invalidation that came in between.
     *
     * @throws io.github.cachex.error.CacheConfigurationException when a pool of {@code jedis} has fewer than two connections
     */
    public static RedisBackend over(UnifiedJedis jedis) {
        return over(jedis, 0);
    }

    /** The same, of which {@code replicas} replicas are to acknowledge invalidations. */
    static RedisBackend over(UnifiedJedis jedis, int replicas) {
        Optional<ClientNodes> cluster = ClientPools.nodes(jedis);
        return cluster.isPresent()
                ? new RedisBackend(SharedState.fresh(replicas), cluster.get()::topology, true)
                : new RedisBackend(ClientPools.client(jedis), new RedisClock(), replicas);
    }

    static RedisBackend own(RedisSettings settings) {
        return own(settings, 0);
    }

    static RedisBackend own(RedisSettings settings, int replicas) {
        return new RedisBackend(
                SharedState.fresh(replicas),
                shared -> OwnServers.topology(settings, shared),
                settings.servers().mode() == RedisMode.CLUSTER);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Optional<StoredEntry> read(EntryKey key, CallBudget budget) {
        ReadWork work = new ReadWork(budget);
        return router.call(work.call(List.of(key), budget), (jedis, scripts) -> work.one(key, jedis, scripts, budget));
    }

    @Override
    public Map<EntryKey, StoredEntry> readAll(Collection<EntryKey> keys, CallBudget budget) {
        Map<EntryKey, StoredEntry> found = new LinkedHashMap<>();
        List<EntryKey> all = List.copyOf(new LinkedHashSet<>(keys));
        Outcomes<Optional<StoredEntry>> read = batches.run(new ReadWork(budget), all, all, budget);
        read.forEach((index, entry) -> entry.ifPresent(present -> found.put(all.get(index), present)));
        return read.orThrow(found);
    }

    @Override
    public void write(EntryKey key, NewEntry entry, CallBudget budget) {
        writeAll(Map.of(key, entry), budget);
    }

    @Override
    public void writeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        List<Scripts.Run> runs = new ArrayList<>();
        entries.forEach((key, entry) -> runs.add(Scripts.Run.of(Script.WRITE, key, Frame.described(entry))));
        batches.run(runs, List.copyOf(entries.keySet()), budget).orThrow(true);
    }

    @Override
    public boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        byte[][] described = Frame.described(entry);
        byte[] other = rejected.isPresent() ? Frame.id(rejected.getAsLong()) : new byte[0];
        return router.run(Script.WRITE_IF_ABSENT, key, budget, described[0], described[1], described[2], other)
                .yes();
    }

    @Override
    public Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        byte[] removal = Frame.id(ThreadLocalRandom.current().nextLong());
        ScriptReply answer = router.run(
                Script.REMOVE, key, budget, Frame.number(ReadWork.last(budget)), whileRepeated(budget), removal);
        if (answer.code() == TAKEN_BEFORE) {
            String problem = "it was removed, and the answer that held it was lost";
            throw new CacheConnectionException(TYPE, Script.REMOVE.operation(), key.value(), problem, true, null);
        }
        return answer.yes() ? Optional.of(Frame.read(answer.bytes(3), answer::now, answer::now)) : Optional.empty();
    }

    /** Returns for how many ms a command whose answer was lost may be repeated, with the same budget in all JVMs. */
    private static byte[] whileRepeated(CallBudget budget) {
        long repeated = TimeUnit.NANOSECONDS.toMillis(Math.min(budget.remainingNanos(), LONGEST_REPEAT.toNanos()));
        return Frame.number(Math.max(2 * repeated, SHORTEST_MEMORY.toMillis()));
    }

    @Override
    public boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        return router.run(
                        Script.TOUCH, key, budget, Frame.fresh(lifetime), Frame.stale(lifetime), Frame.total(lifetime))
                .yes();
    }

    @Override
    public boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        return router.run(
                        Script.SLIDE,
                        key,
                        budget,
                        Frame.fresh(lifetime),
                        Frame.stale(lifetime),
                        Frame.total(lifetime),
                        Frame.id(entryId))
                .yes();
    }

    @Override
    public boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        byte[][] described = Frame.described(entry);
        return router.run(
                        Script.REPLACE,
                        key,
                        budget,
                        described[0],
                        described[1],
                        described[2],
                        Frame.id(entryId),
                        whileRepeated(budget))
                .yes();
    }

    @Override
    public long time(EntryKey key, CallBudget budget) {
        return router.time(key, budget);
    }

    @Override
    public long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        return runEach(Script.INVALIDATE, keys, budget);
    }

    @Override
    public long expire(Collection<EntryKey> keys, CallBudget budget) {
        return runEach(Script.EXPIRE, keys, budget);
    }

    private long runEach(Script script, Collection<EntryKey> keys, CallBudget budget) {
        List<EntryKey> all = List.copyOf(new LinkedHashSet<>(keys));
        List<Scripts.Run> runs =
                all.stream().map(key -> Scripts.Run.of(script, key)).toList();
        return batches.run(runs, all, budget).sum(ScriptReply::code);
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.of(this, Capability.COUNTERS, Capability.REPLACEMENT);
    }

    @Override
    public long increment(EntryKey key, long by, Duration ttl, CallBudget budget) {
        byte[] life = Frame.number(Durations.isForever(ttl) ? -1 : Math.max(ttl.toMillis(), 1));
        List<byte[]> arguments = List.of(Frame.number(by), life);
        List<String> counter = List.of(Names.counter(key));
        Scripts.Run run = new Scripts.Run(Script.INCREMENT, key.space(), counter, arguments);
        return router.run(run, budget).whole(2);
    }

    @Override
    public Optional<LeaseStore> leases() {
        return Optional.of(leases);
    }

    @Override
    public Optional<BackendLink> link() {
        return Optional.of(link);
    }

    @Override
    public Optional<BackendParts> parts() {
        return parts;
    }

    @Override
    public Optional<NodeChannel> nodes() {
        return Optional.of(nodes);
    }

    @Override
    public Optional<TagStore> tags() {
        return Optional.of(tags);
    }

    @Override
    public Optional<KeyScan> scan() {
        return Optional.of(scan);
    }

    @Override
    public Optional<BackendInspection> inspection() {
        return Optional.of(inspection);
    }

    @Override
    public Optional<String> contact(CallBudget budget) {
        return Optional.of(new Contact(topology).servers(budget));
    }

    @Override
    public void close() {
        topology.close();
        batches.close();
    }

    /** Returns where its Redis is, without credentials. */
    @Override
    public String toString() {
        return topology.toString();
    }
}
