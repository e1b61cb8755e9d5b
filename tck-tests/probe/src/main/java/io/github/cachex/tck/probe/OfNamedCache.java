// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Asks the injected handler of a named cache, for the same keys as the default cache has. */
@ApplicationScoped
@Named("named")
public class OfNamedCache implements Asked {
    @Inject
    @Cachex("named")
    CacheHandler cache;

    @Inject
    Origin origin;

    @Override
    public Answer ask(String key) {
        return cache.fetch(OfDefaultCache.KEY.of(key), () -> origin.load("named", key));
    }
}
