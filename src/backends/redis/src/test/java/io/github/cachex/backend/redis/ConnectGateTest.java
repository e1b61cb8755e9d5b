// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.backend.redis.ConnectGate.NotDialled;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectGateTest {
    private final ManualClock clock = ManualClock.create();
    private final ConnectGate gate = new ConnectGate(clock::nanos);

    private void assertOpen() {
        assertThatCode(gate::pass).doesNotThrowAnyException();
    }

    private void assertClosed(String why) {
        assertThatThrownBy(gate::pass).isInstanceOf(NotDialled.class).hasMessageContaining(why);
    }

    @Test
    void withoutAFailure_everyonePasses() {
        assertOpen();
        assertOpen();
    }

    @Test
    void afterAFailure_nobodyPassesForAMoment() {
        gate.failed("refused");

        assertClosed("refused");
        clock.advance(Duration.ofMillis(249));
        assertClosed("refused (249ms ago");
    }

    @Test
    void afterThatMoment_onePassesAtATime() {
        gate.failed("refused");
        clock.advance(Duration.ofMillis(250));

        assertOpen();
        assertClosed("refused");
        clock.advance(Duration.ofMillis(250));
        assertOpen();
        assertClosed("refused");
    }

    @Test
    void afterAnAnswer_everyonePasses() {
        gate.failed("refused");
        clock.advance(Duration.ofMillis(250));
        assertOpen();
        gate.answered();

        assertOpen();
        assertOpen();
    }
}
