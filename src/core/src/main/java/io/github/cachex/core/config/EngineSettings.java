// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.TagStore.TagBounds;
import java.time.Duration;

/**
 * What is configured for the engine as a whole.
 *
 * @param breakerFailures how many failed or slow calls in a row open the breaker
 * @param breakerSlow how long a call may take before it counts as failed
 * @param breakerProbe how often a backend behind an open breaker is asked
 * @param linkHeartbeat how often the link is asked for a sign of life
 * @param linkDead how long after asking for the last one it is trusted
 * @param background where that runs which no caller waits for
 * @param backgroundThreads how many loads run in the background at once
 * @param maxQueuedInvalidations how many invalidations wait for a backend that is down
 * @param tagBounds how many marks are kept, and how long
 * @param transactions when puts and invalidations inside a transaction take effect
 * @param encryptionKeys what encrypts values, where anything does
 */
public record EngineSettings(
        int breakerFailures,
        Duration breakerSlow,
        Duration breakerProbe,
        Duration linkHeartbeat,
        Duration linkDead,
        BackgroundMode background,
        int backgroundThreads,
        int maxQueuedInvalidations,
        TagBounds tagBounds,
        TransactionPolicy transactions,
        EncryptionKeys encryptionKeys) {
    /** Returns whether nothing is to run after a caller has its answer. */
    public boolean isInline() {
        return background == BackgroundMode.INLINE;
    }
}
