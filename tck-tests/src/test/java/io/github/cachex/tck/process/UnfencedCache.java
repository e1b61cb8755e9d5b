// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;
import redis.clients.jedis.params.SetParams;

/**
 * The control: what one writes by hand. A lock by SET NX with a ttl, a plain SET of what was loaded, a plain DEL to
 * invalidate. Nothing stops a loader that lost its lock, or was overtaken by an invalidation, from storing what it read.
 */
class UnfencedCache implements Subject {
    private final JedisPool pool;
    private final int leaseMillis;
    private final String me;

    UnfencedCache(int port, int leaseMillis, int index) {
        JedisPoolConfig config = new JedisPoolConfig();
        config.setMaxTotal(64);
        this.pool = new JedisPool(config, "127.0.0.1", port, 10_000);
        this.leaseMillis = leaseMillis;
        this.me = "process-" + index;
    }

    private static String key(int slot) {
        return "unfenced:" + slot;
    }

    @Override
    public Long fetch(int slot, Load load) throws LoadException {
        for (; ; ) {
            Optional<Long> stored = get(slot);
            if (stored.isPresent()) {
                return stored.get();
            }
            if (lock(slot)) {
                Long loaded = load.load();
                store(slot, loaded);
                return loaded;
            }
            awaitOther(slot);
        }
    }

    /** Waits before it looks again whether the value of {@code slot} is there. */
    void awaitOther(int slot) {
        LockSupport.parkNanos(2_000_000);
    }

    /** Learns that the value of {@code slot} is stored. */
    void stored(Jedis jedis, int slot) {}

    private boolean lock(int slot) {
        try (Jedis jedis = pool.getResource()) {
            return jedis.set(key(slot) + ":lock", me, SetParams.setParams().nx().px(leaseMillis)) != null;
        }
    }

    private void store(int slot, long version) {
        try (Jedis jedis = pool.getResource()) {
            jedis.set(key(slot), String.valueOf(version));
            jedis.del(key(slot) + ":lock");
            stored(jedis, slot);
        }
    }

    @Override
    public Optional<Long> get(int slot) {
        try (Jedis jedis = pool.getResource()) {
            return Optional.ofNullable(jedis.get(key(slot))).map(Long::valueOf);
        }
    }

    @Override
    public boolean invalidate(int slot) {
        try (Jedis jedis = pool.getResource()) {
            jedis.del(key(slot));
            return true;
        }
    }

    @Override
    public boolean put(int slot, long version) {
        try (Jedis jedis = pool.getResource()) {
            jedis.set(key(slot), String.valueOf(version));
            return true;
        }
    }

    @Override
    public boolean putIfAbsent(int slot, long version) {
        try (Jedis jedis = pool.getResource()) {
            return jedis.set(
                            key(slot),
                            String.valueOf(version),
                            SetParams.setParams().nx())
                    != null;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
