// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

/** How {@link CacheHandler#builder()} finds the engine, by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
    /** Returns a new builder. */
    CacheHandler.Builder builder();
}
