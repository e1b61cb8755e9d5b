// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

/** Makes backends whose clients are of one kind. */
interface ClientsUnderTest extends AutoCloseable {
    /** Returns a backend with the defaults of the configuration. */
    RedisBackend withDefaults(String uri);

    /** Returns a backend that waits for as long as a budget lasts. */
    RedisBackend at(String uri);

    /** Leaves the backends made so far without connections, if they have any before their first call. */
    void withoutConnections();

    /** Fails if more was dialled for a connection that broke than one other. */
    void hasDialledOnce(Proxy proxy);

    /** Closes the clients that the application has to close. */
    @Override
    void close();
}
