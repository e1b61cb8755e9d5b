// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Backends for tests, with the defaults of the configuration. */
final class Backends {
    private Backends() {}

    static RedisBackend on(RedisServer redis) {
        return at(redis.uri());
    }

    static RedisBackend at(String uri) {
        return RedisBackend.own(settings(uri, Optional.empty(), 32));
    }

    static RedisSettings settings(String uri, Optional<SSLSocketFactory> tls, int poolMax) {
        return new RedisSettings(
                RedisAddress.parse(uri),
                tls,
                poolMax,
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500));
    }
}
