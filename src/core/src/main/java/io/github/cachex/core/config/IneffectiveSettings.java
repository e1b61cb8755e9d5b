// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds settings that somebody wrote for a method or its cache and that do nothing beside the others that hold for it. */
final class IneffectiveSettings {
    private final Lookup lookup;
    private final Predicate<String> isSpecific;

    /** Creates one that warns of settings whose key {@code isSpecific}: what is said for all caches is meant for others too. */
    IneffectiveSettings(Lookup lookup, Predicate<String> isSpecific) {
        this.lookup = lookup;
        this.isSpecific = isSpecific;
    }

    /** Notes warnings of timeouts. */
    void checkTimeouts(Found<Optional<Duration>> soft, Found<Optional<Duration>> hard, Found<Duration> stale) {
        if (soft.value().isEmpty()) {
            return;
        }
        if (stale.value().isZero()) {
            warn(soft, stale, "no stale value is kept that could be served after it; set a stale ttl, or remove it");
        } else if (hard.value()
                .filter(end -> end.compareTo(soft.value().get()) < 0)
                .isPresent()) {
            warn(soft, hard, "the hard timeout ends the wait before; lower it below the hard timeout, or remove it");
        }
    }

    /** Notes a warning of a refresh of values that never get old. */
    void checkRefresh(Found<Optional<Double>> refreshAhead, Found<Duration> ttl) {
        if (refreshAhead.value().isPresent() && Durations.isForever(ttl.value())) {
            warn(refreshAhead, ttl, "a value that never ends is never refreshed; set a ttl, or remove it");
        }
    }

    /** Notes warnings of timeouts that would leave a load to others, where there are none. */
    void checkInline(Found<BackgroundMode> background, List<Found<Optional<Duration>>> timeouts) {
        if (background.value() == BackgroundMode.INLINE) {
            timeouts.stream()
                    .filter(timeout -> timeout.value().isPresent())
                    .forEach(
                            timeout -> warn(
                                    timeout,
                                    background,
                                    "no load goes on after its caller has been answered; bound the loader itself, or remove it"));
        }
    }

    private void warn(Found<?> subject, Found<?> other, String why) {
        boolean specific = isSpecific.test(subject.key()) || other.isSet() && isSpecific.test(other.key());
        if (specific && !subject.isBad() && !other.isBad()) {
            lookup.warning(lookup.said(subject.key(), subject.text()) + ": has no effect beside " + other.said()
                    + ", since " + why);
        }
    }
}
