// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.Durations;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings below {@code cachex.backend.dynamodb.}, and the mistakes that were found in them. */
final class Settings implements BackendContext {
    private final Map<String, String> texts;
    private final Duration ahead;
    private final List<String> problems = new ArrayList<>();
    private @Nullable Object client;

    private Settings(Map<String, String> texts, Duration ahead) {
        this.texts = texts;
        this.ahead = ahead;
    }

    /** Returns those whose keys and values are {@code pairs}. */
    static Settings of(String... pairs) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            texts.put("cachex.backend.dynamodb." + pairs[i], pairs[i + 1]);
        }
        return new Settings(texts, Duration.ZERO);
    }

    /** Returns these with {@code key}. */
    Settings with(String key, String value) {
        Map<String, String> more = new HashMap<>(texts);
        more.put("cachex.backend.dynamodb." + key, value);
        return new Settings(more, ahead);
    }

    /** Returns these with a clock that is {@code time} ahead. */
    Settings ahead(Duration time) {
        return new Settings(texts, time);
    }

    Settings client(Object handedIn) {
        client = handedIn;
        return this;
    }

    List<String> problems() {
        return problems;
    }

    @Override
    public <C> Optional<C> client(Class<C> type) {
        return Optional.ofNullable(client).filter(type::isInstance).map(type::cast);
    }

    @Override
    public String namespace() {
        return "tck:1";
    }

    @Override
    public Clock clock() {
        return Clock.offset(BackendContext.super.clock(), ahead);
    }

    @Override
    public Optional<String> text(ConfigKey key) {
        return Optional.of(texts.getOrDefault(key.name(), key.defaultText())).filter(text -> !text.isEmpty());
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
        problems.add(key.name() + " " + problem + ": " + remedy);
    }

    @Override
    public boolean hasProblems() {
        return !problems.isEmpty();
    }
}
