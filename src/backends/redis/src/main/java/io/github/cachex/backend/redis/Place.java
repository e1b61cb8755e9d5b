// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

/**
 * Where a server is.
 *
 * @param host a name or an address
 * @param port its port
 */
record Place(String host, int port) {
    static final Place NOWHERE = new Place("", 0);

    static Place of(RedisAddress address) {
        return new Place(address.host(), address.port());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
