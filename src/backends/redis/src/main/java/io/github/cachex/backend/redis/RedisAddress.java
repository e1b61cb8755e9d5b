// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Optional;

/**
 * Where one Redis server is, and who asks. Never shows its credentials.
 *
 * @param host a name or an address
 * @param port its port
 * @param user the user, where one is named
 * @param password the password, where one is given
 * @param database the number of the database
 * @param tls whether to speak TLS
 */
record RedisAddress(
        String host, int port, Optional<String> user, Optional<String> password, int database, boolean tls) {
    /** Returns another server, for which the same counts. */
    RedisAddress at(String otherHost, int otherPort) {
        return new RedisAddress(otherHost, otherPort, user, password, database, tls);
    }

    /** Returns this address with other credentials. */
    RedisAddress with(Optional<String> otherUser, Optional<String> otherPassword) {
        return new RedisAddress(host, port, otherUser, otherPassword, database, tls);
    }

    /** Returns host and port. */
    String place() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return place() + "/" + database + (tls ? " with TLS" : "");
    }
}
