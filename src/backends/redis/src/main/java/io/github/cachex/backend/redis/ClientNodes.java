// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.backend.redis.ConnectGate.NotDialled;
import io.github.cachex.spi.LineLogger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.Pool;

/**
 * The nodes that the application's client of a cluster knows, each with its pool. Which of them takes the writes for which slots is
 * found out as with a client of our own. Thread-safe.
 */
final class ClientNodes implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");

    private final UnifiedJedis jedis;
    private final Supplier<Map<String, ConnectionPool>> nodes;
    private final Runnable refresh;
    private final HelperThreads refreshing = new HelperThreads("cachex-redis-nodes", 1);
    private final AtomicBoolean wanted = new AtomicBoolean();

    /**
     * Creates one.
     *
     * @param nodes returns the pools of {@code jedis} by host and port
     * @param refresh has {@code jedis} look for its nodes again
     */
    ClientNodes(UnifiedJedis jedis, Supplier<Map<String, ConnectionPool>> nodes, Runnable refresh) {
        this.jedis = jedis;
        this.nodes = nodes;
        this.refresh = refresh;
    }

    /** Returns the primaries of the cluster, over these pools. */
    Topology topology(SharedState shared) {
        Discovery discovery = new ClusterDiscovery(this::places, this::client, this::close);
        return new Topology(
                discovery,
                Optional.empty(),
                (name, place, slots) -> new Primary(name, client(place), new RedisClock(), shared, slots));
    }

    private Client client(Place place) {
        return new ApplicationClient(jedis, new NodePool(place));
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (String node : nodes.get().keySet()) {
            HostAndPort where = HostAndPort.from(node);
            places.add(new Place(where.getHost(), where.getPort()));
        }
        if (places.isEmpty()) {
            lookAgain();
            places.add(Place.NOWHERE);
        }
        return places;
    }

    /** Jedis looks for new nodes when its own commands fail, which ours are not. It dials, so that no caller may wait for it. */
    private void lookAgain() {
        if (wanted.compareAndSet(false, true)) {
            refreshing.execute(() -> {
                try {
                    refresh.run();
                } catch (RuntimeException e) {
                    LOG.debug("the client that was handed in found no nodes", e);
                } finally {
                    wanted.set(false);
                }
            });
        }
    }

    @Override
    public void close() {
        refreshing.stop();
    }

    /** The pool of the node that is one primary at the time. */
    private final class NodePool implements PoolSource {
        private volatile Place place;
        private volatile @Nullable Pool<Connection> known;

        NodePool(Place place) {
            this.place = place;
        }

        @Override
        public Pool<Connection> get() {
            Pool<Connection> pool = known;
            if (pool != null && !pool.isClosed()) {
                return pool;
            }
            Place wanted = place;
            pool = nodes.get().get(wanted.toString());
            if (pool == null) {
                lookAgain();
                throw new NotDialled("the client that was handed in does not know the node at " + wanted + " yet");
            }
            known = pool;
            return pool;
        }

        @Override
        public Place place() {
            return place;
        }

        @Override
        public void moveTo(Place next) {
            place = next;
            known = null;
        }
    }
}
