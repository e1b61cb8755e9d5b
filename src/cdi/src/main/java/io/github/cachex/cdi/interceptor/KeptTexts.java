// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.engine.MethodCache;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.near.NearLookup;
import java.util.Optional;

/**
 * What methods keep in another cache than that of their values, as texts under the same ids. A sick backend fails none of them.
 * Thread-safe.
 */
public final class KeptTexts {
    private static final CacheOptions DEGRADE = CacheOptions.defaults().backendErrors(ErrorPolicy.DEGRADE);

    private final MethodCache cache;
    private final CacheSettings settings;
    private final CallWarnings warnings;

    /** Creates those in {@code cache}, which is called {@code name} and has {@code settings}. */
    KeptTexts(String name, MethodCache cache, CacheSettings settings) {
        this.cache = cache;
        this.settings = settings.with(DEGRADE);
        this.warnings = new CallWarnings("cache '" + name + "'");
    }

    /** Returns the text under {@code id}. */
    @SuppressWarnings("NullAway") // a loader may answer null
    public Optional<String> find(String id) throws Exception {
        CacheKey<String> key = CacheKey.of(id, String.class);
        NearLookup near = cache.lookUpNear(key);
        Object found = near instanceof NearHit kept
                ? kept.value()
                : cache.fetch(near, key, settings, context -> {
                    context.doNotStore();
                    return null;
                });
        return Optional.ofNullable((String) found);
    }

    /** Keeps {@code text} under {@code id}. Never throws. */
    public void keep(String id, String text) {
        try {
            cache.put(cache.owner(), CacheKey.of(id, String.class), text, settings);
        } catch (Throwable e) {
            warnings.failed("a text is not stored", e);
        }
    }
}
