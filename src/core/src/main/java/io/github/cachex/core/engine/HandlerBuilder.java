// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheObserver;
import io.github.cachex.CacheOptions;
import io.github.cachex.Caches;
import io.github.cachex.SettingInForce;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.NamespaceResolver;
import io.github.cachex.spi.Serializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Builds a handler with an engine of its own, for use without CDI. */
final class HandlerBuilder implements CacheHandler.Builder {
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<CacheListener> listeners = new ArrayList<>();
    private final List<CacheObserver> observers = new ArrayList<>();
    private EngineSetup setup = EngineSetup.of(new Properties(properties));
    private Optional<String> name = Optional.empty();

    @Override
    public CacheHandler.Builder name(String name) {
        this.name = Optional.of(name);
        return this;
    }

    @Override
    public CacheHandler.Builder property(String key, String value) {
        properties.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, key));
        return this;
    }

    @Override
    public CacheHandler.Builder properties(Map<String, String> properties) {
        properties.forEach(this::property);
        return this;
    }

    @Override
    public CacheHandler.Builder client(Object client) {
        setup = setup.client(client);
        return this;
    }

    @Override
    public CacheHandler.Builder backend(CacheBackend backend) {
        setup = setup.backend(backend);
        return this;
    }

    @Override
    public CacheHandler.Builder serializer(Serializer serializer) {
        setup = setup.serializer(serializer);
        return this;
    }

    @Override
    public CacheHandler.Builder listener(CacheListener listener) {
        listeners.add(listener);
        return this;
    }

    @Override
    public CacheHandler.Builder observer(CacheObserver observer) {
        observers.add(Objects.requireNonNull(observer, "observer"));
        return this;
    }

    @Override
    public CacheHandler.Builder logger(System.Logger logger) {
        setup = setup.logger(Objects.requireNonNull(logger, "logger"));
        return this;
    }

    @Override
    public CacheHandler.Builder namespaces(NamespaceResolver namespaces) {
        setup = setup.namespaces(namespaces);
        return this;
    }

    @Override
    public CacheHandler.Builder options(CacheOptions options) {
        setup = setup.options(options);
        return this;
    }

    @Override
    public CacheHandler build() {
        String sole = name.orElse(Configuration.DEFAULT_CACHE);
        return CacheEngine.start(complete(), sole).sole(sole);
    }

    @Override
    public Caches buildCaches() {
        CacheEngine engine = CacheEngine.start(complete(), name.stream().toArray(String[]::new));
        name.ifPresent(engine::shared);
        return engine.caches();
    }

    private EngineSetup complete() {
        return setup.source(new Properties(Map.copyOf(properties)))
                .listeners(listeners)
                .observers(observers);
    }

    private record Properties(Map<String, String> properties) implements ConfigSource {
        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(properties.get(key));
        }

        @Override
        public Set<String> names() {
            return properties.keySet();
        }

        @Override
        public Optional<String> origin(String key) {
            return get(key).map(text -> SettingInForce.BUILDER);
        }

        @Override
        public boolean mayChange() {
            return false;
        }
    }
}
