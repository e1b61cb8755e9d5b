// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.core.config.Lookup.Place;
import io.github.cachex.spi.TagStore.TagBounds;
import java.time.Duration;
import java.util.List;

/** Reads the settings of the engine as a whole, and checks them against each other. */
final class EngineReader {
    private final Lookup lookup;

    EngineReader(Lookup lookup) {
        this.lookup = lookup;
    }

    EngineSettings read() {
        Found<Duration> heartbeat = find(Settings.LINK_HEARTBEAT);
        Found<Duration> dead = find(Settings.LINK_DEAD);
        if (!heartbeat.isBad() && !dead.isBad() && dead.value().compareTo(heartbeat.value()) <= 0) {
            Found<Duration> subject = dead.isSet() ? dead : heartbeat;
            lookup.problem(lookup.said(subject.key(), subject.text()) + ": "
                    + Settings.LINK_DEAD.key() + " must exceed " + Settings.LINK_HEARTBEAT.key()
                    + ", or the link is dead between two heartbeats; use three times the heartbeat");
        }
        return new EngineSettings(
                find(Settings.BREAKER_FAILURES).value().intValue(),
                find(Settings.BREAKER_SLOW).value(),
                find(Settings.BREAKER_PROBE).value(),
                heartbeat.value(),
                dead.value(),
                find(BackgroundKeys.MODE).value(),
                find(BackgroundKeys.THREADS).value().intValue(),
                find(Settings.MAX_QUEUED).value().intValue(),
                new TagBounds(
                        find(Settings.TAGS_MAX).value(),
                        find(Settings.TAGS_RETENTION).value()),
                find(Settings.TRANSACTIONS).value(),
                find(Settings.ENCRYPTION_KEYS).value());
    }

    private <T> Found<T> find(Setting<T> setting) {
        return lookup.find(setting, List.of(Place.of(setting.key())));
    }
}
