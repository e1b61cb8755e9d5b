// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheHandler;
import io.github.cachex.EngineProvider;

/** Offers the engine to {@link CacheHandler#builder()}. */
public final class BuilderProvider implements EngineProvider {
    @Override
    public CacheHandler.Builder builder() {
        return new HandlerBuilder();
    }
}
