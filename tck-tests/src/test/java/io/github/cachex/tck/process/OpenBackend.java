// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.core.config.BackendName;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Makes backends as an application would, by its settings, for tests that use them without an engine. */
public final class OpenBackend {
    private OpenBackend() {}

    /**
     * Returns the backend of the type {@code type}.
     *
     * @param client the client that the application hands in
     */
    public static CacheBackend of(String type, Map<String, String> settings, Optional<Object> client) {
        List<BackendFactory> factories = ServiceLoader.load(BackendFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        BackendFactory factory = factories.stream()
                .filter(found -> found.type().equals(type))
                .findFirst()
                .orElseThrow();
        Configuration configuration = Configuration.read(new Fixed(settings), factories);
        return factory.create(configuration.context(BackendName.ofType(factory.type()), client));
    }
}
