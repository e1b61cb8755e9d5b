// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.Capability;
import io.github.cachex.tck.CountedContracts;
import io.github.cachex.testkit.server.MemcachedServer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One memcached keeps what every backend keeps. */
class OneServerContractsIT extends MemcachedContracts {
    @RegisterExtension
    static final CountedContracts COUNTED =
            CountedContracts.of("memcached", Set.of(Capability.WAKE_UPS, Capability.CHANGES, Capability.SCAN));

    private static MemcachedServer server;

    @BeforeAll
    static void start() {
        server = MemcachedServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    List<String> servers() {
        return List.of(server.address());
    }

    @Test
    void capabilities_areThoseWithoutPushesAndScan() {
        assertThat(backend().capabilities())
                .containsExactlyInAnyOrder(
                        Capability.LEASES, Capability.MARKS, Capability.COUNTERS, Capability.REPLACEMENT);
    }

    @Test
    void contact_tellsAddressAndVersion() {
        assertThat(backend().contact(budget()))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("memcached at " + server.address())
                        .contains("version 1."));
    }
}
