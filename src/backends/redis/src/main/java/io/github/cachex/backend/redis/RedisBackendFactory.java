// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.UnifiedJedis;

/** Makes the backend that is meant where a Redis address is configured or a Jedis client handed in. */
public final class RedisBackendFactory implements BackendFactory {
    static final ConfigKey POOL_MAX =
            ConfigKey.of(ConfiguredServers.PREFIX + "pool.max", "32", "The largest number of connections.");
    static final ConfigKey POOL_MAX_WAIT = ConfigKey.of(
            ConfiguredServers.PREFIX + "pool.max-wait", "100ms", "How long a call waits for a free connection.");
    static final ConfigKey POOL_MAX_AGE = ConfigKey.of(
            ConfiguredServers.PREFIX + "pool.max-age",
            "10m",
            "How long a connection is used at most, so that a name which leads elsewhere by now is followed; or never.");
    static final ConfigKey CONNECT_TIMEOUT = ConfigKey.of(
            ConfiguredServers.PREFIX + "timeout.connect", "250ms", "How long a call waits for a new connection.");
    static final ConfigKey SOCKET_TIMEOUT = ConfigKey.of(
            ConfiguredServers.PREFIX + "timeout.socket", "500ms", "How long a call waits for any part of an answer.");

    static final ConfigKey REPLICAS = ConfigKey.of(
            ConfiguredServers.PREFIX + "replicas-to-acknowledge",
            "0",
            "How many replicas an invalidation waits for, for 200 ms at most, so that a failover does not forget it.");

    private static final int MOST_REPLICAS = 10;
    private static final Duration LONGEST = Duration.ofDays(1);

    @Override
    public String type() {
        return RedisBackend.TYPE;
    }

    @Override
    public List<ConfigKey> keys() {
        List<ConfigKey> keys = new ArrayList<>(ConfiguredServers.keys());
        keys.addAll(ConfiguredTls.keys());
        keys.addAll(List.of(POOL_MAX, POOL_MAX_WAIT, POOL_MAX_AGE, CONNECT_TIMEOUT, SOCKET_TIMEOUT, REPLICAS));
        return List.copyOf(keys);
    }

    @Override
    public boolean isMeant(BackendContext context) {
        return context.text(ConfiguredServers.URI).isPresent()
                || handedIn(context).isPresent();
    }

    /** Returns the client that was handed in. Where Jedis was left out, nobody has one. */
    private static Optional<UnifiedJedis> handedIn(BackendContext context) {
        try {
            return context.client(UnifiedJedis.class);
        } catch (NoClassDefFoundError e) {
            return Optional.empty();
        }
    }

    @Override
    public CacheBackend create(BackendContext context) {
        Optional<UnifiedJedis> client = handedIn(context);
        if (client.isPresent()) {
            return RedisBackend.over(client.get(), (int) context.number(REPLICAS, 0, MOST_REPLICAS));
        }
        // All is read before anything is judged, so that all mistakes are noted at once.
        Optional<RedisServers> servers = ConfiguredServers.read(context);
        Optional<SSLSocketFactory> tls = ConfiguredTls.read(context, servers);
        int replicas = (int) context.number(REPLICAS, 0, MOST_REPLICAS);
        int poolMax = (int) context.number(POOL_MAX, 1, 10_000);
        Duration poolMaxWait = time(context, POOL_MAX_WAIT);
        Duration poolMaxAge = context.duration(POOL_MAX_AGE, Duration.ofSeconds(1));
        Duration connectTimeout = time(context, CONNECT_TIMEOUT);
        Duration socketTimeout = time(context, SOCKET_TIMEOUT);
        if (servers.isEmpty() || context.hasProblems()) {
            throw new IllegalStateException("the configuration of Redis has problems, which have been noted");
        }
        Credentials credentials = ConfiguredCredentials.read(context, servers.get());
        return RedisBackend.own(
                new RedisSettings(
                        servers.get(),
                        tls,
                        credentials,
                        poolMax,
                        poolMaxWait,
                        poolMaxAge,
                        connectTimeout,
                        socketTimeout),
                replicas);
    }

    private static Duration time(BackendContext context, ConfigKey key) {
        Duration time = context.duration(key, Duration.ofMillis(1));
        if (time.compareTo(LONGEST) > 0) {
            context.problem(key, "is too long", "write at most " + Durations.text(LONGEST));
        }
        return time;
    }
}
