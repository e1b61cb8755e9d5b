// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.core.config.Lookup.Place;
import io.github.cachex.spi.LogFormat;
import java.util.List;

/** What is configured of the log, for those who log before all else is read. */
public final class LogSettings {
    private LogSettings() {}

    /** Returns the format that {@code source} wants; text where it cannot be told, which {@link Configuration#problems} say. */
    public static LogFormat format(ConfigSource source) {
        try {
            return new Lookup(Snapshot.of(source))
                    .find(Settings.LOG_FORMAT, List.of(Place.of(Settings.LOG_FORMAT.key())))
                    .value();
        } catch (RuntimeException | Error e) {
            return LogFormat.TEXT;
        }
    }
}
