// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class MailerTest {
    @Test
    void sameMessageTwice_isSentOnce() {
        try (Deployment deployment = Deployment.of(Mailer.class)) {
            Mailer mailer = deployment.get(Mailer.class);
            assertThat(mailer.sendOnce("welcome-1")).isTrue();
            assertThat(mailer.sendOnce("welcome-1")).isFalse();
            assertThat(mailer.sendOnce("welcome-2")).isTrue();
            assertThat(mailer.sent()).containsExactly("welcome-1", "welcome-2");
        }
    }
}
