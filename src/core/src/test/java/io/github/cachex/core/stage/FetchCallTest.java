// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.stage.Finding.Foreign;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FetchCallTest {
    private final FetchCall call = Calls.call();

    /** Else its value would be kept for as long as that entry stays, and not as one that the outage made necessary. */
    @Test
    void callThatTheBackendFailsAfterItsAnswer_isBesideNoEntry() {
        FetchCall beside = call.after(new Foreign(null, 7, Duration.ofMinutes(1), System.nanoTime()));
        assertThat(beside.onAnotherThread().foreign()).isPresent();
        assertThat(beside.withoutBackend().foreign()).isEmpty();
    }
}
