// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.stage.FetchCall.Beside;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FetchCallTest {
    private final FetchCall call = new FetchCall(
            CacheKey.of("post:1", String.class),
            new EntryKey("app:1", "posts", "post:1"),
            Configuration.read(new Empty(), List.of()).cache("posts"),
            context -> "loaded");

    /** Else its value would be kept for as long as that entry stays, and not as one that the outage made necessary. */
    @Test
    void callThatTheBackendFailsAfterItsAnswer_isBesideNoEntry() {
        call.beside(Optional.of(new Beside(7, Duration.ofMinutes(1), System.nanoTime())));
        assertThat(call.onAnotherThread().beside()).isPresent();
        call.withoutBackend();
        assertThat(call.beside()).isEmpty();
        assertThat(call.onAnotherThread().beside()).isEmpty();
    }

    private static final class Empty implements ConfigSource {
        @Override
        public Optional<String> get(String key) {
            return Optional.empty();
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    }
}
