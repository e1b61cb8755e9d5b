// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Faults faults = new Faults();

    @Test
    void swallowedInterrupt_isKeptAtOnceOutsideAScope() {
        faults.report("a listener failed", new InterruptedException());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void swallowedInterrupt_waitsForTheEndOfTheOutermostScope() {
        try (Faults.Deferral outer = Faults.deferInterrupts()) {
            try (Faults.Deferral inner = Faults.deferInterrupts()) {
                faults.report("a listener failed", new InterruptedException());
                assertThat(inner).isNotSameAs(outer);
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void failureThatIsNoInterrupt_interruptsNobody() {
        try (Faults.Deferral scope = Faults.deferInterrupts()) {
            faults.report("a listener failed", new IllegalStateException());
            assertThat(scope).isNotNull();
        }
        assertThat(Thread.interrupted()).isFalse();
    }
}
