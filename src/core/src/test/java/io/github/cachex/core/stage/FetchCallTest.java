// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.stage.FetchCall.Beside;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FetchCallTest {
    private final FetchCall call = Calls.call();

    /** Else its value would be kept for as long as that entry stays, and not as one that the outage made necessary. */
    @Test
    void callThatTheBackendFailsAfterItsAnswer_isBesideNoEntry() {
        call.beside(Optional.of(new Beside(7, Duration.ofMinutes(1), System.nanoTime())));
        assertThat(call.onAnotherThread().beside()).isPresent();
        call.withoutBackend();
        assertThat(call.beside()).isEmpty();
        assertThat(call.onAnotherThread().beside()).isEmpty();
    }
}
