// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.BulkLeaseContract;
import io.github.cachex.tck.ClockContract;
import io.github.cachex.tck.ConditionalWriteContract;
import io.github.cachex.tck.CounterContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LifetimeContract;
import io.github.cachex.tck.ReplacementContract;
import io.github.cachex.tck.ScanContract;
import io.github.cachex.tck.TagContract;
import io.github.cachex.testkit.BackendSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contracts over one database, each test with backends of its own. */
abstract class JdbcContracts
        implements BackendContract,
                LeaseContract,
                BulkLeaseContract,
                LifetimeContract,
                TagContract,
                CounterContract,
                ClockContract,
                ConditionalWriteContract,
                ReplacementContract,
                ScanContract {
    private final Map<Duration, CacheBackend> apart = new HashMap<>();
    private final CacheBackend backend = create(Duration.ZERO);
    private final CacheBackend other = create(Duration.ZERO);

    /** Returns settings that lead to the database. */
    abstract BackendSettings settings();

    private CacheBackend create(Duration ahead) {
        return new JdbcBackendFactory()
                .create(settings()
                        .with("create-table", "true")
                        .with("pool.max", "8")
                        .ahead(ahead));
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
        return apart.computeIfAbsent(ahead, this::create);
    }

    @AfterEach
    void close() {
        backend.close();
        other.close();
        apart.values().forEach(CacheBackend::close);
    }
}
