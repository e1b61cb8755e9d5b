// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import org.jspecify.annotations.Nullable;

/**
 * Tells in whose name a call is made, for instance for which tenant: keys, tags, patterns and clear of one namespace never
 * touch another's entries. Thread-safe. As a CDI bean it holds for all caches of the application.
 *
 * <p>It is asked on the caller's thread, up to twice for each call of a cache, so it has to be quick. A load, and whatever is
 * called in it on its thread, stays in the namespace of its key without asking again, also in the background, where there is no
 * request to be asked; a loader learns it from {@link io.github.cachex.FetchContext#namespace}.
 */
@FunctionalInterface
public interface NamespaceResolver {
    /**
     * Returns the namespace of a call on this thread, of at most 64 characters; null or empty for what belongs to nobody, which
     * is a namespace like others. What it throws, the call throws, since nobody could tell whose value it may see.
     */
    @Nullable
    String namespace();
}
