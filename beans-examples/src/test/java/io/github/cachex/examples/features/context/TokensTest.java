// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.examples.features.Deployment;
import io.github.cachex.spi.CacheListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TokensTest {
    @Test
    void lifetimeFromTheValue_isTheTtl() {
        try (Deployment deployment = Deployment.of(Tokens.class, Ttls.class)) {
            Tokens tokens = deployment.get(Tokens.class);
            assertThat(tokens.token("me")).isEqualTo(tokens.token("me"));
            assertThat(deployment.get(Ttls.class).heard())
                    .singleElement()
                    .satisfies(ttl -> assertThat(ttl).isBetween(Duration.ofSeconds(108), Duration.ofMinutes(2)));
        }
    }

    /** Hears for how long values are stored. */
    @ApplicationScoped
    static class Ttls implements CacheListener {
        private final List<Duration> heard = new CopyOnWriteArrayList<>();

        @Override
        public void on(CacheEvent event) {
            if (event instanceof CacheEvent.Stored stored) {
                heard.add(stored.ttl());
            }
        }

        List<Duration> heard() {
            return heard;
        }
    }
}
