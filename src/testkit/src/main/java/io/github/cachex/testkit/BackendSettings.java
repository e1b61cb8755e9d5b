// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

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

/**
 * The settings of a backend in a test of its factory, and the mistakes that the factory notes: what an engine would hand to it. Not
 * thread-safe while it is made.
 */
public final class BackendSettings implements BackendContext {
    private final String prefix;
    private final Map<String, String> texts = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private Duration ahead = Duration.ZERO;
    private @Nullable Object client;

    private BackendSettings(String type) {
        this.prefix = "cachex.backend." + type + '.';
    }

    /** Returns those of the backend {@code type}: keys without {@code cachex.backend.<type>.}, and values, in {@code pairs}. */
    public static BackendSettings of(String type, String... pairs) {
        BackendSettings settings = new BackendSettings(type);
        for (int i = 0; i < pairs.length; i += 2) {
            settings.with(pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    /** Sets {@code key}, without {@code cachex.backend.<type>.}, and returns this. */
    public BackendSettings with(String key, String value) {
        texts.put(prefix + key, value);
        return this;
    }

    /** Lets the clock be {@code time} ahead of this machine's, and returns this. */
    public BackendSettings ahead(Duration time) {
        ahead = time;
        return this;
    }

    /** Hands {@code handedIn} in as the application's own client, and returns this. */
    public BackendSettings client(Object handedIn) {
        client = handedIn;
        return this;
    }

    /** Returns what was noted: {@code key: problem; remedy}. */
    public List<String> problems() {
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
        problems.add(key.name() + ": " + problem + "; " + remedy);
    }

    @Override
    public boolean hasProblems() {
        return !problems.isEmpty();
    }
}
