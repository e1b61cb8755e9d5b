// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lane;

import io.github.cachex.CacheHealth;
import io.github.cachex.core.breaker.Breakers;
import io.github.cachex.core.invalidate.Links;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.LinkState;
import io.github.cachex.spi.BackendParts;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** How the parts of a backend are, and since when. Nobody is asked for it. Thread-safe. */
final class LaneHealth {
    private final BackendParts parts;
    private final StateTimes<BreakerState> breakers;
    private final StateTimes<LinkState> links;

    LaneHealth(BackendParts parts, InstantSource clock) {
        this.parts = parts;
        this.breakers = new StateTimes<>(clock);
        this.links = new StateTimes<>(clock);
        for (String part : parts.names()) {
            breakerIs(part, BreakerState.CLOSED);
            linkIs(part, parts.link(part).isPresent() ? LinkState.DOWN : LinkState.NONE);
        }
    }

    /** Notes that the breaker before {@code part} has become {@code state}. */
    void breakerIs(String part, BreakerState state) {
        var unused = breakers.since(part, state);
    }

    /** Notes that the link of {@code part} has become {@code state}. */
    void linkIs(String part, LinkState state) {
        var unused = links.since(part, state);
    }

    /** Returns how each part is. */
    List<CacheHealth.Part> parts(Breakers itsBreakers, Optional<Links> itsLinks) {
        return new TreeSet<>(parts.names())
                .stream()
                        .map(part -> {
                            BreakerState breaker = itsBreakers.of(part).state();
                            LinkState link =
                                    itsLinks.map(open -> open.state(part)).orElse(LinkState.NONE);
                            return new CacheHealth.Part(
                                    parts.describe(part),
                                    breaker,
                                    breakers.since(part, breaker),
                                    link,
                                    links.since(part, link));
                        })
                        .toList();
    }
}
