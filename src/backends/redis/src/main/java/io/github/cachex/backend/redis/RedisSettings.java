// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * What is configured for a Redis.
 *
 * @param servers its servers
 * @param tls the sockets to use, where TLS is spoken
 * @param poolMax how many connections at most
 * @param poolMaxWait how long to wait for a free one
 * @param poolMaxAge how long a connection is used at most, or {@link io.github.cachex.spi.Durations#FOREVER}
 * @param connectTimeout how long to wait for a new one
 * @param socketTimeout how long to wait for any part of an answer
 */
record RedisSettings(
        RedisServers servers,
        Optional<SSLSocketFactory> tls,
        int poolMax,
        Duration poolMaxWait,
        Duration poolMaxAge,
        Duration connectTimeout,
        Duration socketTimeout) {
    /** Returns the same with at most {@code longest} for any part of an answer. */
    RedisSettings within(Duration longest) {
        Duration shorter = socketTimeout.compareTo(longest) < 0 ? socketTimeout : longest;
        return new RedisSettings(servers, tls, poolMax, poolMaxWait, poolMaxAge, connectTimeout, shorter);
    }
}
