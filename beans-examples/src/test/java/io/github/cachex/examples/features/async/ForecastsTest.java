// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import java.util.List;
import java.util.concurrent.CompletionStage;
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

    @Test
    void twins_readAndWriteWhatTheOthersDo() {
        try (Deployment deployment = Deployment.of(Forecasts.class)) {
            Forecasts forecasts = deployment.get(Forecasts.class);
            assertThat(join(forecasts.title(1))).isEqualTo("not known yet");
            assertThat(join(forecasts.all(List.of(2L, 1L))).values())
                    .extracting(Post::title)
                    .containsExactly("Second", "First");
            assertThat(deployment.reads()).isEqualTo(2);
            assertThat(join(forecasts.title(1))).isEqualTo("First");
            Post first = forecasts.forecast(1).toCompletableFuture().join();
            assertThat(join(forecasts.correct(first)).isApplied()).isTrue();
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
