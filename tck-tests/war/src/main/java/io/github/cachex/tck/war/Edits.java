// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Writes a cache, and looks at it from outside of the caller's transaction. */
@ApplicationScoped
public class Edits {
    @Inject
    @Cachex("edits")
    CacheHandler cache;

    @CachexPut(cache = "edits", key = "{0}")
    public String replace(String key, String text) {
        return text;
    }

    @CachexInvalidate(cache = "edits", key = "{0}")
    public void drop(String key) {}

    @Transactional(TxType.NOT_SUPPORTED)
    public String outside(String key) {
        return cache.get(CacheKey.of(key, String.class)).orElse("nothing");
    }
}
