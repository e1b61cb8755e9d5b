// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** The application's client, which stays open; what keeps it from its server, and its credentials, are the application's affair. */
abstract class HandedInClient implements Client {
    final UnifiedJedis jedis;
    private final ServerWatch watch = new ServerWatch(this, this::giveUpIdle, System::nanoTime);
    private final ClientDatabase database;

    HandedInClient(UnifiedJedis jedis) {
        this.jedis = jedis;
        this.database = new ClientDatabase(this, jedis);
    }

    @Override
    public final int database() {
        return database.number();
    }

    @Override
    public final ServerWatch watch() {
        return watch;
    }

    @Override
    public final Optional<String> tlsProblem() {
        return Optional.empty();
    }

    @Override
    public final boolean isTelling(String text) {
        return false;
    }

    @Override
    public final String toString() {
        String where = place().equals(Place.NOWHERE) ? "" : "at " + place() + " ";
        return "Redis " + where + "through " + jedis.getClass().getName();
    }
}
