// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import io.github.cachex.CacheHealth;
import java.util.Date;

/** The state of a part as the engine knows it. */
record KnownPart(CacheHealth.Part part) implements PartState {
    @Override
    public String getBreaker() {
        return part.breaker().name();
    }

    @Override
    public Date getBreakerSince() {
        return Date.from(part.breakerSince());
    }

    @Override
    public String getLink() {
        return part.link().name();
    }

    @Override
    public Date getLinkSince() {
        return Date.from(part.linkSince());
    }
}
