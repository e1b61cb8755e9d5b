// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import io.github.cachex.spi.EntryKey;
import java.time.Duration;

/**
 * A load that runs here under a lease.
 *
 * @param key what it loads
 * @param token of the lease
 * @param held for how long the lease has been held
 */
public record LoadUnderWay(EntryKey key, long token, Duration held) {}
