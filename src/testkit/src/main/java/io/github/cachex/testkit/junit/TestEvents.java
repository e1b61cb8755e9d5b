// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import io.github.cachex.testkit.RecordingListener;

/** The events of the test that runs. */
public final class TestEvents {
    private TestEvents() {}

    /**
     * Returns what keeps the events of the {@link CachexTest} that runs.
     *
     * @throws IllegalStateException when none does
     */
    public static RecordingListener current() {
        return TestScene.current()
                .map(TestScene::events)
                .orElseThrow(() -> new IllegalStateException(
                        "no @CachexTest runs; put it on the test class, or hand over the RecordingListener"));
    }
}
