// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.HostName;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;

/** A client of our own: it connects when first used, and keeps to budgets in whatever it does. */
final class ManagedClient implements Client {
    private final RedisSettings settings;
    private final RedisClock clock;
    private final Watchdog watchdog = new Watchdog();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private final ServerWatch watch = new ServerWatch(this, this::dropIdle, System::nanoTime);
    private volatile Endpoint endpoint;

    ManagedClient(ServerLocator locator, RedisSettings settings, RedisClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.endpoint = new Endpoint(locator);
    }

    @Override
    public <T> T run(Function<UnifiedJedis, T> step) {
        return step.apply(endpoint.jedis);
    }

    @Override
    public <T> T runAsking(Function<UnifiedJedis, T> step) {
        return step.apply(endpoint.asking);
    }

    @Override
    public synchronized void moveTo(Place place) {
        Endpoint former = endpoint;
        endpoint = new Endpoint(ServerLocator.at(former.locator.login().at(place.host(), place.port())));
        former.close();
    }

    @Override
    public long patienceNanos() {
        return settings.socketTimeout().toNanos();
    }

    @Override
    public void dropIdle() {
        endpoint.pool.clear();
    }

    @Override
    public void giveUpIdle() {
        endpoint.pool.clear();
    }

    @Override
    public boolean wasSent(CallScope call, RuntimeException failure) {
        return call.wasSent();
    }

    @Override
    public int database() {
        return endpoint.locator.login().database();
    }

    @Override
    public Place place() {
        return Place.of(endpoint.locator.last());
    }

    @Override
    public ServerWatch watch() {
        return watch;
    }

    @Override
    public Optional<String> tlsProblem() {
        return endpoint.probe.problem();
    }

    @Override
    public Subscriber subscriber() {
        Endpoint now = endpoint;
        return new ManagedSubscriber(now.connector, now.config, watch, settings.beginningLife(), refusals);
    }

    @Override
    public boolean isTelling(String text) {
        return settings.credentials().isIn(text);
    }

    @Override
    public synchronized void close() {
        endpoint.close();
        watchdog.close();
    }

    @Override
    public String toString() {
        return "Redis at " + endpoint.locator;
    }

    /** The connections to one server, and what is known of dialling it. */
    private final class Endpoint {
        private final ServerLocator locator;
        private final JedisClientConfig config;
        private final SocketConnector connector;
        private final BudgetPool pool;
        private final TlsProbe probe;
        private final RedisClient jedis;
        private final RedisClient asking;

        Endpoint(ServerLocator locator) {
            RedisAddress login = locator.login();
            this.locator = locator;
            this.probe = new TlsProbe(locator.last(), settings.tls());
            this.config = DefaultJedisClientConfig.builder()
                    .protocol(RedisProtocol.RESP2)
                    .clientName("cachex-" + HostName.get() + "-"
                            + ProcessHandle.current().pid())
                    .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                    .credentialsProvider(settings.credentials())
                    .database(login.database())
                    .socketTimeoutMillis((int) settings.socketTimeout().toMillis())
                    .build();
            this.connector = new SocketConnector(locator, settings, new ConnectGate(), watchdog);
            this.pool = BudgetPool.of(settings, connector, config, clock, watch);
            this.jedis = client(false);
            this.asking = client(true);
            locator.onMove(watch::leave);
        }

        private RedisClient client(boolean askingFirst) {
            return RedisClient.builder()
                    .clientConfig(config)
                    .connectionProvider(new PoolProvider(pool, askingFirst))
                    .build();
        }

        void close() {
            // The other speaks over the same pool.
            jedis.close();
            locator.close();
        }
    }
}
