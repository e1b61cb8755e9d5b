// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import redis.clients.jedis.Connection;
import redis.clients.jedis.util.Pool;

/** Where the application's client keeps its connections to one server. Thread-safe. */
interface PoolSource {
    /**
     * Returns the pool that the client uses at the time.
     *
     * @throws ConnectGate.NotDialled when it has none for this server
     */
    Pool<Connection> get();

    /** Returns where the server is; nowhere, where only the client knows. */
    default Place place() {
        return Place.NOWHERE;
    }

    /** Keeps to the server at {@code place} from now on, where the client has several. */
    default void moveTo(Place place) {
        throw new UnsupportedOperationException("there is but one server");
    }
}
