// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.time.Duration;

/**
 * How long leases last, and what they leave behind.
 *
 * @param ttl how long a lease lasts unless renewed
 * @param renew how often it is renewed while the loader runs
 * @param max how long it is renewed at most
 * @param failedMarker how long after a failed load nobody waits for another
 * @param unstoredMarker the same after a load whose value is not stored
 */
public record LeaseSettings(
        Duration ttl, Duration renew, Duration max, Duration failedMarker, Duration unstoredMarker) {
    /** Returns the longest time for which a load that stored nothing is remembered. */
    public Duration longestMarker() {
        return failedMarker.compareTo(unstoredMarker) > 0 ? failedMarker : unstoredMarker;
    }
}
