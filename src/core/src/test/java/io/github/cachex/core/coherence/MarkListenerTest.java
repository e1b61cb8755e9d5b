// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.TagState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkListenerTest {
    private static final TagState STATE = new TagState(1, 1, 2, 0, Map.of());

    @Test
    void withoutMarks_nothingIsEverMissed() {
        MarkListener none = MarkListener.NONE;
        none.missed();
        none.sync(CallBudget.of(Duration.ofSeconds(1)));
        assertThat(none.heard(STATE)).isTrue();
        assertThat(none.isCurrent(STATE)).isTrue();
        assertThat(none.isAhead(STATE)).isFalse();
    }
}
