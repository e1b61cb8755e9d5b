// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * What is configured for memcached.
 *
 * @param servers its servers
 * @param tls the sockets to use, where TLS is spoken
 * @param credentials as whom to ask, where a server wants to know
 * @param poolMax how many connections to a server at most
 * @param connectTimeout how long to wait for a new one
 */
record MemcachedSettings(
        List<ServerAddress> servers,
        Optional<SSLSocketFactory> tls,
        Optional<Credentials> credentials,
        int poolMax,
        Duration connectTimeout) {
    static final String TYPE = "memcached";
    static final String PREFIX = "cachex.backend.memcached.";
}
