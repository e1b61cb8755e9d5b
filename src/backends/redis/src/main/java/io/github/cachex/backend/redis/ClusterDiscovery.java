// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** Asks the nodes of a cluster for its slots: the primaries that are known, then the hosts that the address names. */
final class ClusterDiscovery implements Discovery {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);
    private static final String REMEDY =
            "leave cachex.backend.redis.mode out, or name nodes of a cluster in cachex.backend.redis.uri";

    private final Supplier<List<Place>> hosts;
    private final Function<Place, Client> clients;
    private final Runnable closing;

    ClusterDiscovery(RedisSettings settings) {
        this(
                () -> settings.servers().hosts().stream().map(Place::of).toList(),
                place -> new ManagedClient(
                        ServerLocator.at(settings.servers().server(place.host(), place.port())),
                        settings,
                        new RedisClock()),
                () -> {});
    }

    /**
     * Creates one.
     *
     * @param hosts returns one node at least, of which each may know the others
     * @param clients makes a client for one of them
     * @param closing ends what these keep open
     */
    ClusterDiscovery(Supplier<List<Place>> hosts, Function<Place, Client> clients, Runnable closing) {
        this.hosts = hosts;
        this.clients = clients;
        this.closing = closing;
    }

    @Override
    public Optional<Layout> known() {
        return Optional.of(Layout.ofOne(hosts.get().get(0)));
    }

    @Override
    public void close() {
        closing.run();
    }

    @Override
    public boolean isWatched() {
        return true;
    }

    @Override
    public Layout ask(List<Primary> primaries, CallBudget budget) {
        Asking asking = new Asking(budget);
        for (Primary primary : primaries) {
            asking.ask(primary.caller(), primary.client());
        }
        for (Place host : hosts.get()) {
            if (asking.isOpen()) {
                Client client = clients.apply(host);
                Caller caller = new Caller(client);
                try {
                    asking.ask(caller, client);
                } finally {
                    caller.close();
                }
            }
        }
        return asking.layout();
    }

    /** What a node says. */
    private record View(Layout layout, boolean sound) {}

    /** What was answered so far. One that is cut off from the others may say what was: another may know better. */
    private static final class Asking {
        private final CallBudget budget;
        private @Nullable Layout sound;
        private @Nullable Layout doubtful;
        private @Nullable CacheBackendException failure;

        Asking(CallBudget budget) {
            this.budget = budget;
        }

        boolean isOpen() {
            return sound == null && !budget.isSpent();
        }

        void ask(Caller caller, Client client) {
            if (!isOpen()) {
                return;
            }
            long nanos = Math.min(budget.remainingNanos(), LONGEST_ANSWER.toNanos());
            CallBudget some = CallBudget.of(Duration.ofNanos(nanos));
            String where = String.valueOf(client);
            try {
                View view = caller.call("topology", where, some, jedis -> view(jedis, client.place()));
                if (view.sound()) {
                    sound = view.layout();
                } else {
                    doubtful = view.layout();
                }
            } catch (CacheBackendException e) {
                // An answer says more than none.
                if (failure == null || failure instanceof CacheConnectionException) {
                    failure = explained(e, where);
                }
            }
        }

        private static CacheBackendException explained(CacheBackendException e, String where) {
            String answer =
                    e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
            String problem = null;
            if (answer.contains("cluster support disabled")) {
                problem = "it is no node of a cluster; " + REMEDY;
            } else if (answer.contains("unknown command")) {
                problem = "it knows no CLUSTER SLOTS; is it a Sentinel? then write"
                        + " redis-sentinel://host:26379/name in cachex.backend.redis.uri; else " + REMEDY;
            }
            return problem == null
                    ? e
                    : new CacheBackendException(Caller.BACKEND, e.operation(), where, problem, e.getCause());
        }

        Layout layout() {
            Layout said = sound != null ? sound : doubtful;
            if (said != null) {
                return said;
            }
            if (failure != null) {
                throw failure;
            }
            String problem = "no host answered in " + TimeUnit.NANOSECONDS.toMillis(LONGEST_ANSWER.toNanos()) + "ms";
            throw new CacheConnectionException(Caller.BACKEND, "topology", "all slots", problem, false, null);
        }
    }

    private static View view(UnifiedJedis jedis, Place asked) {
        Object slots = ClusterSlots.ask(jedis, "SLOTS");
        Object info = ClusterSlots.ask(jedis, "INFO");
        Layout layout = ClusterSlots.read((List<?>) slots, asked);
        return new View(layout, ClusterSlots.text(info).contains("cluster_state:ok"));
    }
}
