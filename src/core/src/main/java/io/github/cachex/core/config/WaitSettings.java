// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.CacheOptions;
import io.github.cachex.CacheOptions.Name;
import io.github.cachex.WaitPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * How long callers wait.
 *
 * @param softTimeout how long a caller waits for the loader while a stale value could be served
 * @param hardTimeout how long a caller waits for the loader at all
 * @param waitTimeout how long to wait for another's load
 * @param onWaitTimeout what to do after that
 */
public record WaitSettings(
        Optional<Duration> softTimeout,
        Optional<Duration> hardTimeout,
        Duration waitTimeout,
        WaitPolicy onWaitTimeout) {
    /** Returns these settings with what {@code options} sets in their place. */
    WaitSettings with(CacheOptions options) {
        return new WaitSettings(
                options.<Duration>value(Name.SOFT_TIMEOUT).or(() -> softTimeout),
                options.<Duration>value(Name.HARD_TIMEOUT).or(() -> hardTimeout),
                options.<Duration>value(Name.WAIT_TIMEOUT).orElse(waitTimeout),
                options.<WaitPolicy>value(Name.ON_WAIT_TIMEOUT).orElse(onWaitTimeout));
    }
}
