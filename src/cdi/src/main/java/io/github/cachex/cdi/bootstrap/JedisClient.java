// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.util.Optional;

/** The type of Jedis clients, which is there only if Jedis is. */
final class JedisClient {
    private static final String NAME = "redis.clients.jedis.UnifiedJedis";

    private JedisClient() {}

    static Optional<Class<?>> type() {
        try {
            return Optional.of(Class.forName(NAME, false, Loaders.application()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
