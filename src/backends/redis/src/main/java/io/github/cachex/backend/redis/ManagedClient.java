// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Optional;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;

/** A client of our own: it connects when first used, and keeps to budgets in whatever it does. */
final class ManagedClient implements Client {
    private final RedisAddress address;
    private final RedisSettings settings;
    private final Watchdog watchdog = new Watchdog();
    private final ConnectGate gate = new ConnectGate();
    private final ServerWatch watch = new ServerWatch(this, this::dropIdle, System::nanoTime);
    private final JedisClientConfig config;
    private final BudgetPool pool;
    private final RedisClient jedis;
    private final TlsProbe probe;

    ManagedClient(RedisAddress address, RedisSettings settings, RedisClock clock) {
        this.address = address;
        this.settings = settings;
        this.probe = new TlsProbe(address, settings.tls());
        this.config = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP2)
                .clientName("cachex")
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .user(address.user().orElse(null))
                .password(address.password().orElse(null))
                .database(address.database())
                .socketTimeoutMillis((int) settings.socketTimeout().toMillis())
                .build();
        SocketConnector connector = new SocketConnector(address, settings, gate, watchdog);
        this.pool = BudgetPool.of(settings, connector, config, clock, watch);
        this.jedis = RedisClient.builder()
                .clientConfig(config)
                .connectionProvider(new PoolProvider(pool))
                .build();
    }

    @Override
    public UnifiedJedis jedis() {
        return jedis;
    }

    @Override
    public long patienceNanos() {
        return settings.socketTimeout().toNanos();
    }

    @Override
    public void dropIdle() {
        pool.clear();
    }

    @Override
    public void giveUpIdle() {
        pool.clear();
    }

    @Override
    public boolean wasSent(CallScope call, RuntimeException failure) {
        return call.wasSent();
    }

    @Override
    public int database() {
        return address.database();
    }

    @Override
    public ServerWatch watch() {
        return watch;
    }

    @Override
    public Optional<String> tlsProblem() {
        return probe.problem();
    }

    @Override
    public Subscriber subscriber() {
        return new ManagedSubscriber(
                new SocketConnector(address, settings, gate, watchdog), config, watch, settings.poolMaxAge());
    }

    @Override
    public boolean isTelling(String text) {
        return address.password().filter(text::contains).isPresent();
    }

    @Override
    public void close() {
        jedis.close();
        watchdog.close();
    }

    @Override
    public String toString() {
        return "Redis at " + address;
    }
}
