// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.util.Optional;

/** Finds the class loader of the application: Cachex may be in a library that it shares with others. */
final class Loaders {
    private Loaders() {}

    static ClassLoader application() {
        return Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .or(() -> Optional.ofNullable(Loaders.class.getClassLoader()))
                .orElseGet(ClassLoader::getSystemClassLoader);
    }
}
