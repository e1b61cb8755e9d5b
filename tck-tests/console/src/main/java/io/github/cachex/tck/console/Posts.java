// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.console;

import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the shop caches, and how often each of it was loaded. */
@ApplicationScoped
public class Posts {
    private final Map<String, Integer> loads = new ConcurrentHashMap<>();

    @Inject
    Caches caches;

    /** Loads. */
    @CachexFetch(cache = "posts", key = "post:{id}", tags = "post")
    public String post(@CachexKey("id") String id) {
        return id + " " + loads.merge(id, 1, Integer::sum);
    }

    /** Puts a name into a cache of that name, under itself. */
    public void name(String name) {
        caches.cache(name).put(CacheKey.of(name, String.class), name);
    }

    /** Returns how often all of it was loaded. */
    public int loads() {
        return loads.values().stream().mapToInt(Integer::intValue).sum();
    }
}
