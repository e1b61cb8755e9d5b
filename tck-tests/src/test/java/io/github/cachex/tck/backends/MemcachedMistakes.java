// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import io.github.cachex.testkit.server.MemcachedServer;
import java.util.List;
import java.util.Map;

/** What can be wrong with memcached. */
final class MemcachedMistakes implements Mistakes {
    private static final String PREFIX = "cachex.backend.memcached.";
    private static final String SERVERS = PREFIX + "servers";

    private final Map<String, String> right;
    private final MemcachedServer withoutCas = MemcachedServer.start("-C");

    MemcachedMistakes(SharedStore store) {
        right = store.settings();
    }

    @Override
    public List<Mistake> all() {
        return List.of(
                new Mistake(
                        "CAS is off",
                        Map.of(SERVERS, withoutCas.address()),
                        SERVERS + "=" + withoutCas.address(),
                        "CAS switched off",
                        "without -C"),
                new Mistake("no list", Map.of(SERVERS, "a,,b"), SERVERS + "=a,,b", "is no list of hosts", "11211"),
                new Mistake("a URI", Map.of(SERVERS, "memcached://a"), SERVERS, "has no URIs", "11211"),
                new Mistake(
                        "a user without a password",
                        with(right, PREFIX + "user", "bob"),
                        PREFIX + "user",
                        "is of no use without " + PREFIX + "password",
                        "leave this out"),
                new Mistake(
                        "TLS and none",
                        with(right, PREFIX + "tls.ca", "/etc/ssl/certs/ca-certificates.crt"),
                        PREFIX + "tls.ca",
                        "has no effect without TLS",
                        "write " + PREFIX + "tls.enabled"));
    }

    @Override
    public void close() {
        withoutCas.close();
    }
}
