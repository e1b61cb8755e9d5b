// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.FetchContext;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.spi.FetchScope;
import io.github.cachex.spi.NamespaceResolver;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the namespace of a call.
 *
 * @param resolver the application's; empty if it has no namespaces
 * @param faults logs what the resolver throws
 */
public record Namespaces(Optional<NamespaceResolver> resolver, Faults faults) {
    /** Returns the namespace of the load that runs on this thread; if there is none, the one that the application says. */
    Namespace current() {
        if (resolver.isEmpty()) {
            return Namespace.NONE;
        }
        return Namespace.of(name(resolver.get()));
    }

    /**
     * The same, for a fetch; null where the resolver throws, so that nobody can tell whose value the caller may see.
     *
     * @param first whether it is asked again then, which is when an interrupt that it throws is kept
     */
    @Nullable
    Namespace currentIfKnown(boolean first) {
        if (resolver.isEmpty()) {
            return Namespace.NONE;
        }
        String name;
        try {
            name = name(resolver.get());
        } catch (Throwable e) {
            if (!first) {
                Faults.keepInterrupt(e);
            }
            faults.log(
                    "namespace resolver " + resolver.get().getClass().getName()
                            + " failed; fetches load without being cached, puts and invalidations fail",
                    e);
            return null;
        }
        return Namespace.of(name);
    }

    private static String name(NamespaceResolver resolver) {
        Optional<String> loading = FetchScope.enclosing(FetchContext.class).flatMap(FetchContext::namespace);
        if (loading.isPresent()) {
            return loading.get();
        }
        String name = resolver.namespace();
        return name == null ? "" : name;
    }
}
