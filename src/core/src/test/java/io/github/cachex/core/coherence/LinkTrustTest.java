// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.coherence.LinkTrust.LinkGeneration;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long what was seen is trusted where nothing is heard. */
class LinkTrustTest {
    private static final Duration LENGTH = Duration.ofMinutes(1);
    private static final long NOW = 1_000_000;

    private final ManualClock day = ManualClock.startingAt("2030-01-01T00:00:00Z");
    private final LinkTrust trust = LinkTrust.ofLooks(LENGTH.toNanos(), day);
    private final LinkGeneration looked = trust.new LinkGeneration();

    private boolean isTrusted(long at) {
        return looked.isTrusted(looked.generation(), at);
    }

    @Test
    void look_isGoodForAWhile() {
        assertThat(isTrusted(NOW)).isFalse();
        looked.looked(NOW, day.millis());
        assertThat(isTrusted(NOW)).isTrue();
        assertThat(isTrusted(NOW + LENGTH.toNanos())).isFalse();
    }

    /** A process that was frozen, with its running time: the day went on without it. */
    @Test
    void lookOfAnotherTimeOfDay_isNotGood_thoughNoTimeRan() {
        looked.looked(NOW, looked.timeOfDay());
        day.advance(LENGTH);
        assertThat(isTrusted(NOW)).isFalse();
        looked.looked(NOW, looked.timeOfDay());
        assertThat(isTrusted(NOW)).isTrue();
    }

    @Test
    void linkThatIsHeard_takesNoLook() {
        LinkTrust heard = new LinkTrust(LENGTH.toNanos());
        LinkGeneration one = heard.new LinkGeneration();
        one.begin();
        one.looked(NOW, day.millis());
        assertThat(one.isTrusted(one.generation(), NOW)).isFalse();
        heard.alive(NOW);
        assertThat(one.isTrusted(one.generation(), NOW)).isTrue();
    }
}
