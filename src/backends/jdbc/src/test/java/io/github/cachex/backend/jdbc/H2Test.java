// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.Capability;
import io.github.cachex.tck.CountedContracts;
import io.github.cachex.testkit.BackendSettings;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class H2Test extends JdbcContracts {
    @RegisterExtension
    static final CountedContracts COUNTED =
            CountedContracts.of("jdbc-h2", Set.of(Capability.WAKE_UPS, Capability.CHANGES));

    @Override
    BackendSettings settings() {
        return BackendSettings.of("jdbc", "url", "jdbc:h2:mem:contracts;DB_CLOSE_DELAY=-1", "user", "sa");
    }

    @Test
    void capabilities_areAllButPushes() {
        assertThat(backend().capabilities())
                .containsExactlyInAnyOrder(
                        Capability.LEASES,
                        Capability.MARKS,
                        Capability.SCAN,
                        Capability.COUNTERS,
                        Capability.REPLACEMENT);
    }
}
