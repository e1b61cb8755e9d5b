// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.FetchContext;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.spi.NamespaceResolver;
import java.util.Optional;

/**
 * Finds the namespace of a call.
 *
 * @param resolver the application's; empty if it has no namespaces
 */
record Namespaces(Optional<NamespaceResolver> resolver) {
    /** Returns the namespace of the load that runs on this thread; if there is none, the one that the application says. */
    Namespace current() {
        if (resolver.isEmpty()) {
            return Namespace.NONE;
        }
        Optional<String> loading = FetchContext.current().namespace();
        if (loading.isPresent()) {
            return Namespace.of(loading.get());
        }
        String name = resolver.get().namespace();
        return Namespace.of(name == null ? "" : name);
    }
}
