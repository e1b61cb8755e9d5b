// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

/** Where the interceptors get the application's {@link CachedMethods}; a normal-scoped bean. */
public interface CachedMethodsSource {
    /** Returns the one instance of the application, also after its caches were closed. */
    CachedMethods cachedMethods();
}
