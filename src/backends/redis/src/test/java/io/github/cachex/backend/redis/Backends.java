// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.Durations;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Backends for tests: patient ones, which a busy machine does not fail, and ones with the defaults of the configuration. */
final class Backends {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private Backends() {}

    static RedisBackend on(RedisServer redis) {
        return at(redis.uri());
    }

    static RedisBackend at(String uri) {
        return RedisBackend.own(patient(uri, Optional.empty(), 32));
    }

    static RedisSettings patient(String uri, Optional<SSLSocketFactory> tls, int poolMax) {
        return new RedisSettings(
                RedisServers.parse(uri), tls, poolMax, PATIENCE, Durations.FOREVER, PATIENCE, PATIENCE);
    }

    /** Returns patient ones that know a user of the Sentinels. */
    static RedisSettings toSentinels(String uri, String user, String password) {
        RedisServers servers = RedisServers.parse(uri).withSentinels(Optional.of(user), Optional.of(password));
        return new RedisSettings(servers, Optional.empty(), 32, PATIENCE, Durations.FOREVER, PATIENCE, PATIENCE);
    }

    /** Returns patient ones whose connections live for {@code longest} at most. */
    static RedisSettings aged(String uri, Duration longest) {
        return new RedisSettings(RedisServers.parse(uri), Optional.empty(), 32, PATIENCE, longest, PATIENCE, PATIENCE);
    }

    static RedisBackend withDefaults(String uri) {
        return RedisBackend.own(defaults(uri, 32));
    }

    static RedisSettings defaults(String uri, int poolMax) {
        return new RedisSettings(
                RedisServers.parse(uri),
                Optional.empty(),
                poolMax,
                Duration.ofMillis(100),
                Duration.ofMinutes(10),
                Duration.ofMillis(250),
                Duration.ofMillis(500));
    }
}
