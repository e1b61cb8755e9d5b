// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import io.github.cachex.event.CacheEvent;
import java.util.Optional;

/** What can happen to one who asks; the first of several says best how the answer came about. */
enum Happening {
    FAILED,
    LOADED,
    STALE,
    OUTAGE,
    WAITED,
    NEAR_HIT,
    HIT,
    MISSED;

    /** Returns what {@code event} is here, if the page shows it. */
    static Optional<Happening> of(CacheEvent event) {
        if (event instanceof CacheEvent.Hit hit) {
            return Optional.of(hit.near() ? NEAR_HIT : HIT);
        }
        if (event instanceof CacheEvent.Loaded) {
            return Optional.of(LOADED);
        }
        if (event instanceof CacheEvent.LoadFailed) {
            return Optional.of(FAILED);
        }
        if (event instanceof CacheEvent.Waited) {
            return Optional.of(WAITED);
        }
        if (event instanceof CacheEvent.StaleServed) {
            return Optional.of(STALE);
        }
        if (event instanceof CacheEvent.OutageServed) {
            return Optional.of(OUTAGE);
        }
        return event instanceof CacheEvent.Missed ? Optional.of(MISSED) : Optional.empty();
    }
}
