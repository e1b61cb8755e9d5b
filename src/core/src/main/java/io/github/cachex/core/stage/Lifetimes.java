// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.time.Jitter;
import io.github.cachex.spi.Lifetime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Chooses how long an entry lives. */
public final class Lifetimes {
    private Lifetimes() {}

    /** Returns the lifetime of a kept failure, which is never served stale. */
    public static Lifetime ofFailure(CacheSettings settings) {
        return new Lifetime(
                Jitter.shorten(settings.failures().ttl(), settings.freshness().jitter()), Duration.ZERO);
    }

    /**
     * Returns the lifetime of a value that has a ttl of its {@code own}, if any, or is {@code nothing}: a stored null, which
     * is never served stale.
     */
    public static Lifetime of(CacheSettings settings, @Nullable Duration own, boolean nothing) {
        Duration fresh = own != null
                ? own
                : nothing
                        ? settings.freshness().nullTtl()
                        : settings.freshness().ttl();
        return new Lifetime(
                Jitter.shorten(fresh, settings.freshness().jitter()),
                nothing ? Duration.ZERO : settings.freshness().staleTtl());
    }
}
