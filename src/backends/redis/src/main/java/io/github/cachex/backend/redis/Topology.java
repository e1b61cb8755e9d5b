// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The primaries of a Redis, and which of them takes the writes for which slots. One server is a primary for all slots. Where that may
 * change it is asked again: now and then, and when something fails. Thread-safe.
 */
final class Topology implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    /** What is said of a slot arrives at the other nodes in milliseconds; the limit of a cluster that works is seconds. */
    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Calls that began before a primary went have ended by then. */
    private static final long PARTING_MILLIS = 10_000;

    private final Maker maker;
    private final Optional<Discovery> inCluster;
    private final Refreshing refreshing;
    private final Map<Object, Runnable> listeners = new ConcurrentHashMap<>();
    private final Map<Place, Primary> guests = new ConcurrentHashMap<>();
    private final Set<Primary> parting = ConcurrentHashMap.newKeySet();
    private final Map<String, RedisLink> links = new ConcurrentHashMap<>();
    private volatile Discovery discovery;
    private volatile Snapshot snapshot;
    private boolean closed;

    /** Makes primaries. */
    interface Maker {
        Primary make(String name, Place place, SlotFilter slots);
    }

    /**
     * Creates one.
     *
     * @param inCluster what to ask instead where a server turns out to be the node of a cluster; empty where that is an error
     */
    Topology(Discovery discovery, Optional<Discovery> inCluster, Maker maker) {
        this.discovery = discovery;
        this.inCluster = inCluster;
        this.maker = maker;
        this.snapshot = Snapshot.EMPTY;
        this.refreshing = new Refreshing(this::discover, discovery.isWatched());
        discovery.known().ifPresent(known -> apply(known, false));
    }

    /** Returns one whose only primary is {@code primary}, for good. */
    static Topology of(Primary primary) {
        Place place = new Place(primary.toString(), 0);
        return new Topology(new FixedServer(place), Optional.empty(), (name, where, slots) -> primary);
    }

    /** Returns the primaries known now. */
    List<Primary> primaries() {
        return snapshot.primaries();
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /**
     * Returns the primary that does {@code operation} for {@code key}.
     *
     * @throws CacheBackendException when that is not known yet and nobody says so in time, or when there is none
     */
    Primary primary(String operation, String key, CallBudget budget) {
        int slot = Slots.of(key);
        try {
            Optional<Primary> holder = known(budget).primary(slot);
            if (holder.isEmpty()) {
                refreshing.now(budget);
                holder = snapshot.primary(slot);
            }
            return holder.orElseThrow(() -> new CacheBackendException(
                    Caller.BACKEND, operation, key, "no server takes writes for its slot " + slot, null));
        } catch (CacheConnectionException e) {
            throw new CacheConnectionException(
                    Caller.BACKEND, operation, key, Failures.problem(e), false, e.getCause());
        } catch (CacheBackendException e) {
            throw new CacheBackendException(Caller.BACKEND, operation, key, Failures.problem(e), e.getCause());
        }
    }

    /** Returns what is known, once it is more than where to ask. */
    Snapshot known(CallBudget budget) {
        if (!discovery.isWatched() || snapshot.isSure()) {
            return snapshot;
        }
        refreshing.now(budget).ifPresent(failure -> {
            if (!snapshot.isSure()) {
                throw failure;
            }
        });
        return snapshot;
    }

    /** Returns whether the primaries may change. */
    boolean isWatched() {
        return discovery.isWatched();
    }

    /** Has it asked again soon, without waiting: something has failed. */
    void suspect() {
        if (discovery.isWatched()) {
            refreshing.soon();
        }
    }

    /** Asks again, and returns when that is done or the budget spent. */
    void refresh(CallBudget budget) {
        if (discovery.isWatched()) {
            refreshing.now(budget);
        }
    }

    /**
     * Returns the primary at {@code place}, to which a node has sent us; it need not be known otherwise yet. Empty where a server
     * that was to be the only one sends us away.
     */
    Optional<Primary> sentTo(Place place) {
        if (!discovery.isWatched()) {
            if (inCluster.isEmpty()) {
                return Optional.empty();
            }
            becomeCluster();
        }
        refreshing.soon();
        for (Primary primary : snapshot.primaries()) {
            if (snapshot.place(primary).equals(place)) {
                return Optional.of(primary);
            }
        }
        return Optional.of(guests.computeIfAbsent(place, any -> maker.make("guest", place, SlotFilter.ALL)));
    }

    /** Takes note that a server is a node of a cluster, and returns whether it is used as such then. */
    boolean foundCluster(CallBudget budget) {
        becomeCluster();
        refresh(budget);
        return discovery.isWatched();
    }

    private synchronized void becomeCluster() {
        if (!discovery.isWatched() && inCluster.isPresent()) {
            LOG.log(LogMessage.CLUSTER_MET.with(snapshot.primaries().get(0)));
            discovery = inCluster.get();
            refreshing.watch();
        }
    }

    /**
     * Has {@code listener} told when slots moved or primaries came or went, on a thread of its own; it must be quick. Returns what
     * ends that.
     */
    Runnable onChange(Runnable listener) {
        // Each is one of its own, also where the same is handed in twice.
        Object own = new Object();
        listeners.put(own, listener);
        return () -> listeners.remove(own);
    }

    /** Returns the link of the primary of this name, also of one that went. */
    RedisLink link(String name) {
        boolean unused = begin();
        return Optional.ofNullable(links.get(name))
                .orElseGet(() -> snapshot.primaries().get(0).link());
    }

    /** Returns the primary that takes the writes for {@code key} as far as is known, or any where nobody does. Asks no server. */
    Primary holder(String key) {
        Snapshot now = snapshot;
        return now.primaries().size() == 1
                ? now.primaries().get(0)
                : now.primary(Slots.of(key)).orElseGet(() -> now.primaries().get(0));
    }

    /** Returns whether it is known who there is; else begins to find out, without waiting. */
    boolean begin() {
        boolean known = !discovery.isWatched() || snapshot.isSure();
        if (!known) {
            refreshing.soon();
        }
        return known;
    }

    private void discover(CallBudget budget) {
        List<Primary> order = new ArrayList<>(snapshot.primaries());
        // Not always the same, which may be the one that is cut off from the others.
        Collections.shuffle(order);
        apply(discovery.ask(order, budget), true);
    }

    private synchronized void apply(Layout layout, boolean sure) {
        if (closed) {
            return;
        }
        Snapshot before = snapshot;
        Map<Layout.Shard, Primary> holders = ShardMatching.match(before, layout, (name, shard) -> {
            Primary made = maker.make(name, shard.primary(), new Owned(name));
            links.put(name, made.link());
            return made;
        });
        Snapshot next = before.followedBy(holders, sure, System.nanoTime());
        snapshot = next;
        holders.forEach((shard, primary) -> {
            if (before.knows(primary) && !before.place(primary).equals(shard.primary())) {
                LOG.log(LogMessage.PRIMARY_OF_SHARD.with(primary.name(), shard.primary(), before.place(primary)));
                primary.moveTo(shard.primary());
            }
        });
        before.primaries().stream().filter(primary -> !next.knows(primary)).forEach(this::closeLater);
        holders.keySet()
                .forEach(shard ->
                        Optional.ofNullable(guests.remove(shard.primary())).ifPresent(this::closeLater));
        if (!next.moved().equals(before.moved()) || next.isSure() && !before.isSure()) {
            listeners.values().forEach(Runnable::run);
        }
    }

    private void closeLater(Primary gone) {
        parting.add(gone);
        refreshing.later(
                () -> {
                    parting.remove(gone);
                    gone.close();
                },
                PARTING_MILLIS);
    }

    @Override
    public void close() {
        List<Primary> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(snapshot.primaries());
            all.addAll(guests.values());
            all.addAll(parting);
        }
        refreshing.close();
        all.forEach(Primary::close);
        discovery.close();
        inCluster.ifPresent(Discovery::close);
    }

    /** Returns where the primaries are, without credentials. */
    @Override
    public String toString() {
        List<Primary> known = snapshot.primaries();
        return known.size() == 1
                ? known.get(0).toString()
                : known.stream()
                        .map(primary -> String.valueOf(snapshot.place(primary)))
                        .collect(Collectors.joining(", ", "Redis cluster at ", ""));
    }

    /** The slots of one primary, as they are now. For a while after they changed, it takes all: better twice than never. */
    private final class Owned implements SlotFilter {
        private final String name;

        Owned(String name) {
            this.name = name;
        }

        @Override
        public boolean takes(int slot) {
            Snapshot now = snapshot;
            return now.moved().isPresent() && System.nanoTime() - now.moved().getAsLong() < SETTLING_NANOS
                    || now.primary(slot)
                            .map(holder -> holder.name().equals(name))
                            .orElse(true);
        }

        @Override
        public boolean takesAll() {
            return snapshot.primaries().size() <= 1;
        }
    }
}
