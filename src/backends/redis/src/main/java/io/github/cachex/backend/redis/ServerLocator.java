// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.IOException;

/** Knows where the server to speak to is: always at one address, or wherever others say. Thread-safe. */
interface ServerLocator extends AutoCloseable {
    /** Returns what to dial now. Asks others within the current call's budget, if need be. */
    RedisAddress now() throws IOException;

    /** Returns what {@link #now} returned last, or what may be asked for it. Asks nobody. */
    RedisAddress last();

    /** Returns what counts wherever it is: credentials, database and TLS. */
    RedisAddress login();

    /**
     * Looks at who answers there.
     *
     * @throws IOException where that is not who is meant
     */
    void check(BoundedConnection made) throws IOException;

    /** Runs {@code leave} whenever the server turns out to be elsewhere. */
    void onMove(Runnable leave);

    @Override
    void close();

    /** Returns one for a server that is always at {@code address}. */
    static ServerLocator at(RedisAddress address) {
        return new Fixed(address);
    }

    /** One address, whatever it leads to. */
    record Fixed(RedisAddress address) implements ServerLocator {
        @Override
        public RedisAddress now() {
            return address;
        }

        @Override
        public RedisAddress last() {
            return address;
        }

        @Override
        public RedisAddress login() {
            return address;
        }

        @Override
        public void check(BoundedConnection made) {}

        @Override
        public void onMove(Runnable leave) {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return address.toString();
        }
    }
}
