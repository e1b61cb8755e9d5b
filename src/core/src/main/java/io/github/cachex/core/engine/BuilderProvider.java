// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheHandler;
import io.github.cachex.spi.EngineProvider;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Offers the engine to the builders of the API. */
public final class BuilderProvider implements EngineProvider {
    private static final Map<Class<?>, Supplier<?>> BUILDERS = Map.of(CacheHandler.Builder.class, HandlerBuilder::new);

    @Override
    public <B> Optional<B> builder(Class<B> type) {
        return Optional.ofNullable(BUILDERS.get(type)).map(Supplier::get).map(type::cast);
    }
}
