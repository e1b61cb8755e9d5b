// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.testkit.BackendSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings for servers of a test. */
final class TestSettings {
    private TestSettings() {}

    /** Returns the one that a backend goes by unless a test sets another. */
    static Clock clock() {
        return BackendSettings.of("memcached").clock();
    }

    static MemcachedSettings of(String... servers) {
        return new MemcachedSettings(
                ServerAddress.list(String.join(",", servers)),
                Optional.empty(),
                Optional.empty(),
                32,
                Duration.ofMillis(250));
    }

    static MemcachedSettings pool(int most, String server) {
        return new MemcachedSettings(
                ServerAddress.list(server), Optional.empty(), Optional.empty(), most, Duration.ofMillis(250));
    }

    static CacheBackend backend(String... servers) {
        return backend(clock(), List.of(servers));
    }

    static CacheBackend backend(Clock clock, List<String> servers) {
        return MemcachedBackendFactory.backend(of(servers.toArray(String[]::new)), clock);
    }

    static Node node(String server) {
        MemcachedSettings settings = of(server);
        return new Node(settings.servers().get(0), settings);
    }

    static MemcachedStore store(String server) {
        return new MemcachedStore(node(server), clock());
    }

    /** Returns the host and port of each of {@code ports} of this machine. */
    static String[] local(Integer... ports) {
        return Stream.of(ports).map(port -> "127.0.0.1:" + port).toArray(String[]::new);
    }
}
