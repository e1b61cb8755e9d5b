// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.NoSuchElementException;
import java.util.Optional;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * The application's client, used as it is and left open. Its connections do not know of budgets: they are looked at between
 * steps, and the client's own time-outs bound each step.
 */
final class ApplicationClient implements Client {
    /** How Jedis begins its message; the failure of the socket is only suppressed in it. */
    private static final String NOT_CONNECTED = "Failed to connect to";

    private final UnifiedJedis jedis;
    private final ServerWatch watch = new ServerWatch(this, this::giveUpIdle, System::nanoTime);
    private final ClientDatabase database;

    ApplicationClient(UnifiedJedis jedis) {
        this.jedis = jedis;
        this.database = new ClientDatabase(jedis);
    }

    @Override
    public UnifiedJedis jedis() {
        return jedis;
    }

    @Override
    public long patienceNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void dropIdle() {
        // Its pool is its own affair.
    }

    @Override
    public void giveUpIdle() {
        // Its pool is its own affair, but the rest of one answer must not be taken for another.
        if (jedis instanceof RedisClient client) {
            client.getPool().clear();
        }
    }

    /** Without a look at its sockets, only what surely happened before sending counts as not sent. */
    @Override
    public boolean wasSent(CallScope call, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuchElementException
                    || String.valueOf(cause.getMessage()).startsWith(NOT_CONNECTED)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int database() {
        return database.number();
    }

    @Override
    public ServerWatch watch() {
        return watch;
    }

    @Override
    public Optional<String> tlsProblem() {
        return Optional.empty();
    }

    @Override
    public Subscriber subscriber() {
        return new ApplicationSubscriber(jedis);
    }

    @Override
    public boolean isTelling(String text) {
        return false;
    }

    @Override
    public void close() {
        // It stays the application's.
    }

    @Override
    public String toString() {
        return "Redis through " + jedis.getClass().getName();
    }
}
