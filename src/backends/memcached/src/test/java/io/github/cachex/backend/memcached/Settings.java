// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an engine would hand to the factory. */
final class Settings implements BackendContext {
    private final Map<String, String> texts = new HashMap<>();
    final List<String> problems = new ArrayList<>();

    Settings with(String key, String text) {
        texts.put("cachex.backend.memcached." + key, text);
        return this;
    }

    @Override
    public Optional<String> text(ConfigKey key) {
        return Optional.ofNullable(texts.getOrDefault(key.name(), key.defaultText()))
                .filter(text -> !text.isEmpty());
    }

    @Override
    public long number(ConfigKey key, long min, long max) {
        return Long.parseLong(text(key).orElseThrow());
    }

    @Override
    public Duration duration(ConfigKey key, Duration min) {
        return Durations.parse(text(key).orElseThrow());
    }

    @Override
    public void problem(ConfigKey key, String problem, String remedy) {
        problems.add(key.name() + ": " + problem + "; " + remedy);
    }

    @Override
    public boolean hasProblems() {
        return !problems.isEmpty();
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
