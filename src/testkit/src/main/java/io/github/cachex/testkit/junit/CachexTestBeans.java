// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.RecordingListener;
import jakarta.enterprise.inject.Produces;

/**
 * What a {@link CachexTest} has, as beans of the container that it starts: add this class to the container's beans, then
 * {@code @Inject} gives clock, faults and events to the test, and the caches of the container tell those events.
 */
public class CachexTestBeans {
    private static TestScene scene() {
        return TestScene.current()
                .orElseThrow(() -> new IllegalStateException(
                        "no @CachexTest runs; put it on the test class, above what starts the container"));
    }

    /** Returns the clock of the test. */
    @Produces
    public ManualClock clock() {
        return scene().clock();
    }

    /** Returns what makes operations of the backend go wrong. */
    @Produces
    public FaultyBackend faults() {
        return scene().faults();
    }

    /** Returns what keeps the events of the test. */
    @Produces
    public RecordingListener events() {
        return scene().events();
    }
}
