// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import io.github.cachex.CacheHandler;

/** What a warm-up needs of the application that it runs in; a normal-scoped bean. */
public interface WarmHost {
    /** Returns the cache of that name. */
    CacheHandler cache(String name);

    /** Returns what is configured. */
    WarmSettings warmSettings();
}
