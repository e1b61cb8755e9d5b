// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.BulkLeaseContract;
import io.github.cachex.tck.ClockContract;
import io.github.cachex.tck.CounterContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LifetimeContract;
import io.github.cachex.tck.TagContract;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** All that a backend keeps, over the servers that a subclass has. */
abstract class MemcachedContracts
        implements BackendContract,
                LeaseContract,
                BulkLeaseContract,
                LifetimeContract,
                TagContract,
                CounterContract,
                ClockContract {
    private final CacheBackend backend = TestSettings.backend(TestSettings.clock(), servers());
    private final CacheBackend other = TestSettings.backend(TestSettings.clock(), servers());
    private final Map<Duration, CacheBackend> apart = new HashMap<>();

    abstract List<String> servers();

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
        return apart.computeIfAbsent(
                ahead, time -> TestSettings.backend(Clock.offset(TestSettings.clock(), time), servers()));
    }

    @AfterEach
    void close() {
        backend.close();
        other.close();
        apart.values().forEach(CacheBackend::close);
    }
}
