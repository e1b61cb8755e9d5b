// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.backend.cas.tck.CasStoreContract;
import io.github.cachex.testkit.server.MemcachedServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A memcached compares and sets. */
class MemcachedStoreIT implements CasStoreContract {
    private static MemcachedServer server;

    private final MemcachedStore store = TestSettings.store(server.address());
    private final MemcachedStore other = TestSettings.store(server.address());

    @BeforeAll
    static void start() {
        server = MemcachedServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        store.close();
        other.close();
    }

    @Override
    public CasStore store() {
        return store;
    }

    @Override
    public CasStore otherJvm() {
        return other;
    }
}
