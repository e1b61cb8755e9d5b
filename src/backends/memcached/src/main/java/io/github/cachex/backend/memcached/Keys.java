// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.spi.ConfigKey;

/** What can be configured, TLS aside. */
final class Keys {
    static final ConfigKey SERVERS = ConfigKey.of(
            MemcachedSettings.PREFIX + "servers",
            "",
            "The servers: host:11211, several with commas between, the same list in every JVM; ports may be left out.");
    static final ConfigKey USER =
            ConfigKey.secret(MemcachedSettings.PREFIX + "user", "The user, where the servers have an auth file (-Y).");
    static final ConfigKey PASSWORD =
            ConfigKey.secret(MemcachedSettings.PREFIX + "password", "The password of that user.");
    static final ConfigKey POOL_MAX = ConfigKey.of(
            MemcachedSettings.PREFIX + "pool.max", "32", "The largest number of connections to each server.");
    static final ConfigKey CONNECT_TIMEOUT = ConfigKey.of(
            MemcachedSettings.PREFIX + "timeout.connect", "250ms", "How long a call waits for a new connection.");

    private Keys() {}
}
