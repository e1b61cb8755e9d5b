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
 * @param credentials as whom to ask
 * @param poolMax how many connections at most
 * @param poolMaxWait how long to wait for a free one
 * @param poolMaxAge how long a connection is used at most, or {@link io.github.cachex.spi.Durations#FOREVER}
 * @param connectTimeout how long to wait for a new one
 * @param socketTimeout how long to wait for any part of an answer
 */
record RedisSettings(
        RedisServers servers,
        Optional<SSLSocketFactory> tls,
        Credentials credentials,
        int poolMax,
        Duration poolMaxWait,
        Duration poolMaxAge,
        Duration connectTimeout,
        Duration socketTimeout) {
    /** Returns the same with at most {@code longest} for any part of an answer. */
    RedisSettings within(Duration longest) {
        Duration shorter = socketTimeout.compareTo(longest) < 0 ? socketTimeout : longest;
        return new RedisSettings(servers, tls, credentials, poolMax, poolMaxWait, poolMaxAge, connectTimeout, shorter);
    }

    /** Creates ones with the credentials of the address, for good. */
    RedisSettings(
            RedisServers servers,
            Optional<SSLSocketFactory> tls,
            int poolMax,
            Duration poolMaxWait,
            Duration poolMaxAge,
            Duration connectTimeout,
            Duration socketTimeout) {
        this(
                servers,
                tls,
                Credentials.of(servers.login()),
                poolMax,
                poolMaxWait,
                poolMaxAge,
                connectTimeout,
                socketTimeout);
    }

    /** Returns the life of a connection that is about to be made. */
    ConnectionLife beginningLife() {
        return ConnectionLife.of(poolMaxAge, credentials);
    }
}
