// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Capability;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.BulkLeaseContract;
import io.github.cachex.tck.ClockContract;
import io.github.cachex.tck.ConditionalWriteContract;
import io.github.cachex.tck.CountedContracts;
import io.github.cachex.tck.CounterContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LifetimeContract;
import io.github.cachex.tck.ReplacementContract;
import io.github.cachex.tck.TagContract;
import io.github.cachex.testkit.server.DynaliteServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** All that a backend keeps, in a table of DynamoDB. */
class DynamoDbIT
        implements BackendContract,
                LeaseContract,
                BulkLeaseContract,
                LifetimeContract,
                TagContract,
                CounterContract,
                ClockContract,
                ConditionalWriteContract,
                ReplacementContract {
    @RegisterExtension
    static final CountedContracts COUNTED =
            CountedContracts.of("dynamodb", Set.of(Capability.WAKE_UPS, Capability.CHANGES, Capability.SCAN));

    private static DynaliteServer server;
    private static DynamoDbClient client;

    private final Map<Duration, CacheBackend> apart = new HashMap<>();
    private final CacheBackend backend = create(Duration.ZERO);
    private final CacheBackend other = create(Duration.ZERO);

    @BeforeAll
    static void start() {
        server = Tables.server();
        client = Tables.client(server);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static CacheBackend create(Duration ahead) {
        return new DynamoDbBackendFactory()
                .create(Tables.settings()
                        .with("create-table", "true")
                        .ahead(ahead)
                        .client(client));
    }

    @Override
    public CacheBackend backend() {
        return backend;
    }

    @Override
    public CacheBackend otherJvm() {
        return other;
    }

    @Override
    public CacheBackend otherClock(Duration ahead) {
        return apart.computeIfAbsent(ahead, DynamoDbIT::create);
    }

    @Test
    void capabilities_areAllButPushesAndScan() {
        assertThat(backend().capabilities())
                .containsExactlyInAnyOrder(
                        Capability.LEASES, Capability.MARKS, Capability.COUNTERS, Capability.REPLACEMENT);
    }

    @AfterEach
    void close() {
        backend.close();
        other.close();
        apart.values().forEach(CacheBackend::close);
    }
}
