// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.util.stream.Stream;

/**
 * A CDI bean that names what to load when the application starts. One node of the cluster runs it, once per
 * {@code cachex.version}; fresh keys are not loaded again; a failure is logged and stops nothing.
 */
public interface CacheWarmer {
    /** Returns the name under which the cluster notes that it ran; by default the class name. */
    default String name() {
        return getClass().getName();
    }

    /** Returns whether the start goes on meanwhile; if not, it waits for this warmer, up to {@code cachex.warm.wait}. */
    default boolean async() {
        return true;
    }

    /**
     * Returns the entries to load, lazily: they are taken as loads proceed, from several threads one at a time, and the
     * stream is closed at the end.
     */
    Stream<? extends WarmEntry<?>> entries() throws Exception;
}
