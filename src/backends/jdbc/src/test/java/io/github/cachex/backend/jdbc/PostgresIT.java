// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.Capability;
import io.github.cachex.tck.CountedContracts;
import io.github.cachex.tck.LinkContract;
import io.github.cachex.testkit.BackendSettings;
import io.github.cachex.testkit.server.PostgresServer;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresIT extends JdbcContracts implements LinkContract {
    @RegisterExtension
    static final CountedContracts COUNTED = CountedContracts.of("jdbc-postgresql", Set.of());

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    BackendSettings settings() {
        return BackendSettings.of("jdbc", "url", server.url(), "user", server.user());
    }

    @Test
    void capabilities_areAll() {
        assertThat(backend().capabilities()).containsExactlyInAnyOrder(Capability.values());
    }
}
