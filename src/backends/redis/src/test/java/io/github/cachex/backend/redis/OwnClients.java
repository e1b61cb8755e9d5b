// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

/** Cachex's own clients, which connect with the first call. */
final class OwnClients implements ClientsUnderTest {
    @Override
    public RedisBackend withDefaults(String uri) {
        return Backends.withDefaults(uri);
    }

    @Override
    public RedisBackend at(String uri) {
        return Backends.at(uri);
    }

    @Override
    public void withoutConnections() {
        // There are none.
    }

    @Override
    public void hasDialledOnce(Proxy proxy) {
        assertThat(proxy.connections()).isEqualTo(2);
    }

    @Override
    public void close() {
        // Each backend closes its own.
    }
}
