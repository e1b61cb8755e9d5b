// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.assertion;

import io.github.cachex.CacheHandler;
import io.github.cachex.testkit.RecordingListener;
import io.github.cachex.testkit.junit.TestEvents;

/**
 * Begins assertions on caches.
 *
 * <pre>{@code
 * assertThat(prices).loadedOnce("price:tea").wasHit("price:tea").isStored("price:tea");
 * }</pre>
 */
public final class CachexAssertions {
    private CachexAssertions() {}

    /**
     * Returns assertions on {@code cache} by the events of the {@link io.github.cachex.testkit.junit.CachexTest} that runs.
     *
     * @throws IllegalStateException when none does
     */
    public static CacheAssert assertThat(CacheHandler cache) {
        return assertThat(cache, TestEvents.current());
    }

    /** Returns assertions on {@code cache} by {@code events}, which must be a listener of it. */
    public static CacheAssert assertThat(CacheHandler cache, RecordingListener events) {
        return new CacheAssert(cache, events);
    }
}
