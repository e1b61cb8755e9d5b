// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import io.github.cachex.spi.Capability;
import io.github.cachex.tck.CountedContracts;
import io.github.cachex.testkit.BackendSettings;
import io.github.cachex.testkit.server.MariaDbServer;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbIT extends JdbcContracts {
    @RegisterExtension
    static final CountedContracts COUNTED =
            CountedContracts.of("jdbc-mariadb", Set.of(Capability.WAKE_UPS, Capability.CHANGES));

    private static MariaDbServer server;

    @BeforeAll
    static void start() {
        server = MariaDbServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    BackendSettings settings() {
        return BackendSettings.of("jdbc", "url", server.url(), "user", server.user(), "password", server.password());
    }
}
