// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private final ManualClock clock = ManualClock.create();
    private final Liveness liveness = new Liveness(clock::nanos);

    private void pass(int millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    @Test
    void silentWithoutBeingAsked_isQuietAndAlive() {
        pass(999);
        assertThat(liveness.isQuiet()).isFalse();
        pass(60_000);
        assertThat(liveness.isQuiet()).isTrue();
        assertThat(liveness.isDead()).isFalse();
    }

    @Test
    void askedAndSilentForThreeSeconds_isDead() {
        pass(1_000);
        liveness.asked();
        pass(1_000);
        liveness.asked();
        pass(999);
        assertThat(liveness.isDead()).isFalse();
        pass(1);
        assertThat(liveness.isDead()).isTrue();
        liveness.heard();
        assertThat(liveness.isDead()).isFalse();
    }

    /** A publisher that could not publish for long asks late. */
    @Test
    void askedAfterLongSilence_hasASecondToAnswer() {
        pass(30_000);
        liveness.asked();
        pass(999);
        assertThat(liveness.isDead()).isFalse();
        pass(1);
        assertThat(liveness.isDead()).isTrue();
    }
}
