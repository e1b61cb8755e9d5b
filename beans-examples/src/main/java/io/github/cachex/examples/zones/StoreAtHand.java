// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.util.Map;

/** Where the JVMs of the show keep what they share. */
interface StoreAtHand extends AutoCloseable {
    /** Returns the one that {@code backend} names, which is started here; of {@code redis} the one that is configured, if any. */
    static StoreAtHand find(String backend) throws Exception {
        return switch (backend) {
            case "redis" -> RedisAtHand.find();
            case "file" -> StartedStore.file();
            case "jdbc-h2" -> StartedStore.h2();
            case "jdbc-postgresql" -> StartedStore.postgresql();
            case "jdbc-mariadb" -> StartedStore.mariadb();
            case "memcached" -> StartedStore.memcached();
            case "dynamodb" -> StartedStore.dynamodb();
            default ->
                throw new IllegalStateException("backend=" + backend + ": no such store; write redis, file, jdbc-h2,"
                        + " jdbc-postgresql, jdbc-mariadb, memcached or dynamodb");
        };
    }

    /** Returns the variables of the environment that lead there. */
    Map<String, String> environment();

    /** Says which one it is, without passwords. */
    String description();
}
