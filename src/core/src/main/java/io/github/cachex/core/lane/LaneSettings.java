// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lane;

import io.github.cachex.core.config.EngineSettings;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.statistics.BackendUses;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What all lanes of an engine have in common.
 *
 * @param engine what is configured for the engine as a whole
 * @param namespace prefix and version
 * @param budget what one call may cost that no caller waits for
 * @param uses counts calls, cache by cache
 * @param telemetry tells what befalls a backend as a whole
 * @param waker takes the keys whose leases have ended
 * @param marksReplayed takes what a backend has got late
 */
public record LaneSettings(
        EngineSettings engine,
        String namespace,
        Duration budget,
        BackendUses uses,
        CacheTelemetry telemetry,
        Consumer<String> waker,
        BiConsumer<CacheSpace, TagState> marksReplayed) {}
