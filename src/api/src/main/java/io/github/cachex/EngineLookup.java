// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.spi.EngineProvider;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the engine on the class path: beside this API, else beside whoever asks. */
final class EngineLookup {
    private EngineLookup() {}

    /**
     * Returns a new builder of {@code type}.
     *
     * @throws IllegalStateException when the engine is not on the class path
     */
    static <B> B builder(Class<B> type) {
        return Stream.of(
                        EngineLookup.class.getClassLoader(),
                        Thread.currentThread().getContextClassLoader())
                .flatMap(loader -> ServiceLoader.load(EngineProvider.class, loader).stream())
                .map(ServiceLoader.Provider::get)
                .map(engine -> engine.builder(type))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no Cachex engine found; add the dependency io.github.cachex:cachex (or cachex-core)"));
    }
}
