// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the results of a {@link Uni} are cached. */
class UniTest {
    /** Asks for weather by a Uni. */
    // snippet: uni
    @ApplicationScoped
    public static class Weather {
        private final AtomicInteger asked = new AtomicInteger();

        @CachexFetch(cache = "weather", key = "weather:{place}")
        public CompletionStage<String> stage(@CachexKey("place") String place) {
            return ask(place).subscribeAsCompletionStage();
        }

        private Uni<String> ask(String place) {
            return Uni.createFrom().item(() -> "sun in " + place + ", answer " + asked.incrementAndGet());
        }
    }
    // end

    @Test
    void uniOfACachedStage_isAnsweredByTheCache() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(CachexExtension.class)
                .addBeanClasses(Weather.class)
                .initialize()) {
            Weather weather = container.select(Weather.class).get();
            // snippet: use
            Uni<String> answer = Uni.createFrom().completionStage(() -> weather.stage("Faro"));
            // end
            assertThat(answer.await().atMost(Duration.ofMinutes(1))).isEqualTo("sun in Faro, answer 1");
            assertThat(answer.await().atMost(Duration.ofMinutes(1))).isEqualTo("sun in Faro, answer 1");
        }
    }

    @Test
    void uniOfATwin_isWhatTheCacheHolds() {
        try (CacheHandler weather = CacheHandler.builder().name("weather").build()) {
            // snippet: handler
            CacheKey<String> key = CacheKey.of("weather:Faro", String.class);
            Uni<String> known = Uni.createFrom()
                    .completionStage(() -> weather.putAsync(key, "sun"))
                    .chain(() -> Uni.createFrom().completionStage(() -> weather.getAsync(key)))
                    .map(kept -> kept.orElse("not known"));
            // end
            assertThat(known.await().atMost(Duration.ofMinutes(1))).isEqualTo("sun");
        }
    }
}
