// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.sliding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class SessionsTest {
    @Test
    void session_isFoundAgain() {
        try (Deployment deployment = Deployment.of(Sessions.class)) {
            Sessions sessions = deployment.get(Sessions.class);
            assertThat(sessions.user("s-1")).isSameAs(sessions.user("s-1"));
        }
    }
}
