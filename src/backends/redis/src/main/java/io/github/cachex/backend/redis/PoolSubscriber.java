// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.Pool;

/**
 * Listens on a connection of the application's pool, which can be cut. A client that has gone over to another pool, since another
 * server is the master, is followed.
 */
final class PoolSubscriber extends ApplicationSubscriber {
    private final PoolSource pools;
    private volatile @Nullable Pool<Connection> pool;
    private volatile @Nullable Connection connection;

    PoolSubscriber(Client client, PoolSource pools) {
        super(client);
        this.pools = pools;
    }

    @Override
    void listen(BinaryJedisPubSub events, byte[] first) {
        Pool<Connection> current = pools.get();
        pool = current;
        try (Connection borrowed = current.getResource()) {
            listen(borrowed, events, first);
        }
    }

    private void listen(Connection borrowed, BinaryJedisPubSub events, byte[] first) {
        connection = borrowed;
        try {
            if (!isHungUp()) {
                events.proceed(borrowed, first);
            }
        } finally {
            // However this ended, the connection may still be subscribed, and nobody else may have it.
            borrowed.setBroken();
        }
    }

    /** The old master may hang without breaking the connection, and hear nothing of what the new one does. */
    @Override
    public void beat(String text) {
        if (isLeft()) {
            hangUp();
        } else {
            super.beat(text);
        }
    }

    private boolean isLeft() {
        try {
            return pool != pools.get();
        } catch (ConnectGate.NotDialled e) {
            return true;
        }
    }

    @Override
    boolean cut() {
        Connection borrowed = connection;
        if (borrowed == null) {
            return false;
        }
        try {
            borrowed.forceDisconnect();
        } catch (IOException e) {
            // It broke by itself, which ends it too.
        }
        return true;
    }
}
