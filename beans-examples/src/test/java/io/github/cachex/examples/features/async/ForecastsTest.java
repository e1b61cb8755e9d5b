// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class ForecastsTest {
    @Test
    void promisedValue_isLoadedOnce() {
        try (Deployment deployment = Deployment.of(Forecasts.class)) {
            Forecasts forecasts = deployment.get(Forecasts.class);
            assertThat(forecasts.forecast(1).toCompletableFuture().join().title())
                    .isEqualTo("First");
            assertThat(forecasts.forecast(1).toCompletableFuture().join().title())
                    .isEqualTo("First");
            assertThat(deployment.reads()).isEqualTo(1);
            assertThat(forecasts.byHand(2).toCompletableFuture().join().title()).isEqualTo("Second");
            assertThat(forecasts.byHand(2).toCompletableFuture().join().title()).isEqualTo("Second");
            assertThat(deployment.reads()).isEqualTo(2);
        }
    }
}
