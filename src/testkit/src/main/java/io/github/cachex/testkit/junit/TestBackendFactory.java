// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.testkit.chaos.Chaos;
import io.github.cachex.testkit.chaos.ChaosBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The backend of the {@link CachexTest} that runs, or that which {@code cachex.chaos.backend} names: what is configured under
 * {@code cachex.chaos.*} goes wrong in it. It is there where the test kit is on the class path, and used where
 * {@code cachex.backend.type} is {@code test}.
 */
public final class TestBackendFactory implements BackendFactory {
    static final String TYPE = "test";
    private static final ConfigKey WRAPPED =
            ConfigKey.of("cachex.chaos.backend", "memory", "The type of the backend that the chaos is about.");

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<ConfigKey> keys() {
        List<ConfigKey> keys = new ArrayList<>(List.of(WRAPPED));
        keys.addAll(Chaos.keys());
        return keys;
    }

    @Override
    public CacheBackend create(BackendContext context) {
        CacheBackend backend = TestScene.current()
                .map(scene -> scene.backend(context))
                .orElseGet(() -> named(context.text(WRAPPED).orElseThrow(), context));
        return Chaos.read(context)
                .<CacheBackend>map(chaos -> ChaosBackend.over(backend, chaos))
                .orElse(backend);
    }

    /** Returns a backend of {@code type}, configured as ever. */
    static CacheBackend named(String type, BackendContext context) {
        List<BackendFactory> factories = ServiceLoader.load(BackendFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> !factory.type().equals(TYPE))
                .toList();
        return factories.stream()
                .filter(factory -> factory.type().equals(type))
                .findFirst()
                .orElseThrow(() -> {
                    String there = factories.stream()
                            .map(BackendFactory::type)
                            .sorted()
                            .toList()
                            .toString();
                    context.problem(
                            WRAPPED,
                            "no backend " + type + " is on the class path, which has " + there,
                            "add the dependency io.github.cachex:cachex-backend-" + type);
                    return new IllegalStateException("no backend " + type);
                })
                .create(context);
    }
}
