// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.Optional;

/**
 * Brings the engine to the builders of the API; found by {@link java.util.ServiceLoader}.
 */
@Internal
public interface EngineProvider {
    /** Returns a new builder of {@code type}, an interface of the API; empty if there is none of that type. */
    <B> Optional<B> builder(Class<B> type);
}
