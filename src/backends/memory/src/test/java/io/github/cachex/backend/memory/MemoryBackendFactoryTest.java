// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MemoryBackendFactoryTest {
    @Test
    void factory_isFoundAndMakesTheBackend() {
        BackendFactory factory = ServiceLoader.load(BackendFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.type().equals("memory"))
                .findFirst()
                .orElseThrow();

        assertThat(factory.keys())
                .extracting(ConfigKey::name)
                .containsExactly("cachex.backend.memory.max-entries", "cachex.backend.memory.max-bytes");
        assertThat(factory.isMeant(new Numbers())).isFalse();
        try (CacheBackend backend = factory.create(new Numbers())) {
            assertThat(backend.type()).isEqualTo("memory");
            assertThat(backend.entries()).hasValue(0);
        }
    }

    /** A context in which every number is as large as it may be. */
    private static final class Numbers implements BackendContext {
        @Override
        public long number(ConfigKey key, long min, long max) {
            return max;
        }

        @Override
        public Optional<String> text(ConfigKey key) {
            return Optional.empty();
        }

        @Override
        public Duration duration(ConfigKey key, Duration min) {
            return min;
        }

        @Override
        public void problem(ConfigKey key, String problem, String remedy) {
            throw new AssertionError(key + problem + remedy);
        }

        @Override
        public boolean hasProblems() {
            return false;
        }

        @Override
        public <C> Optional<C> client(Class<C> type) {
            return Optional.empty();
        }

        @Override
        public String namespace() {
            return "test:1";
        }
    }
}
