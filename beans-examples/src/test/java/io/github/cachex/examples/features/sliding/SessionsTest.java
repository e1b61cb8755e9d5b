// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.sliding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SessionsTest {
    @Test
    void session_isFoundAgain() {
        try (Deployment deployment = Deployment.of(Sessions.class)) {
            Sessions sessions = deployment.get(Sessions.class);
            // Kept in this JVM as soon as it hears of changes.
            Awaitility.await()
                    .untilAsserted(() -> assertThat(sessions.user("s-1")).isSameAs(sessions.user("s-1")));
        }
    }
}
