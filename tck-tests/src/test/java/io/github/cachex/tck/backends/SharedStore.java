// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import io.github.cachex.testkit.server.MariaDbServer;
import io.github.cachex.testkit.server.MemcachedServer;
import io.github.cachex.testkit.server.PostgresServer;
import io.github.cachex.testkit.server.StoreServer;
import java.util.HashMap;
import java.util.Map;

/**
 * A store that was started.
 *
 * @param server the server
 * @param settings that lead to it
 */
record SharedStore(StoreServer server, Map<String, String> settings) implements AutoCloseable {
    /** Which stores there are. */
    enum Kind {
        POSTGRESQL("jdbc-postgresql"),
        MARIADB("jdbc-mariadb"),
        MEMCACHED("memcached");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static SharedStore start(Kind kind) {
        switch (kind) {
            case POSTGRESQL -> {
                PostgresServer server = PostgresServer.start();
                return new SharedStore(server, jdbc("url", server.url(), "user", server.user()));
            }
            case MARIADB -> {
                MariaDbServer server = MariaDbServer.start();
                return new SharedStore(
                        server, jdbc("url", server.url(), "user", server.user(), "password", server.password()));
            }
            default -> {
                MemcachedServer server = MemcachedServer.start();
                return new SharedStore(server, Map.of("cachex.backend.memcached.servers", server.address()));
            }
        }
    }

    private static Map<String, String> jdbc(String... pairs) {
        Map<String, String> settings = new HashMap<>(Map.of("cachex.backend.jdbc.create-table", "true"));
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put("cachex.backend.jdbc." + pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    @Override
    public void close() {
        server.close();
    }
}
