// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    @Test
    void fourthRequestInAMinute_isRefused() {
        try (Deployment deployment = Deployment.of(RateLimit.class)) {
            RateLimit limit = deployment.get(RateLimit.class);
            for (int request = 1; request <= 3; request++) {
                assertThat(limit.admits("a")).isTrue();
            }
            assertThat(limit.admits("a")).isFalse();
            assertThat(limit.admits("b")).isTrue();
        }
    }
}
