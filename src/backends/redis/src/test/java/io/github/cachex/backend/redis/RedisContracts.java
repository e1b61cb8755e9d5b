// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.BulkLeaseContract;
import io.github.cachex.tck.ClockContract;
import io.github.cachex.tck.CounterContract;
import io.github.cachex.tck.InspectionContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LifetimeContract;
import io.github.cachex.tck.LinkContract;
import io.github.cachex.tck.ScanContract;
import io.github.cachex.tck.TagContract;

/** What a backend over Redis promises, whoever made its client. */
interface RedisContracts
        extends BackendContract,
                LeaseContract,
                BulkLeaseContract,
                LifetimeContract,
                CounterContract,
                LinkContract,
                TagContract,
                ScanContract,
                ClockContract,
                InspectionContract {}
