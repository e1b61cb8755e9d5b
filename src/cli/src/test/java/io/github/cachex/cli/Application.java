// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.CacheHandler;
import io.github.cachex.Caches;
import java.util.HashMap;
import java.util.Map;

/** The application whose caches the command line looks at. */
public record Application(Caches caches) implements AutoCloseable {
    /** Starts one over the Redis at {@code uri}; {@code settings} are key and value. */
    public static Application over(String uri, String... settings) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "cachex.backend.redis.uri", uri,
                "cachex.prefix", "blog",
                "cachex.backend-budget", "1m",
                "cachex.backend.redis.timeout.connect", "20s",
                "cachex.backend.redis.timeout.socket", "20s"));
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        return new Application(CacheHandler.builder().properties(properties).buildCaches());
    }

    /** Starts one over the store that {@code properties} lead to. */
    public static Application over(Map<String, String> properties) {
        return new Application(CacheHandler.builder().properties(properties).buildCaches());
    }

    /** Returns what the command line is given to find the same store. */
    public static Map<String, String> environment(String uri) {
        return Map.of("CACHEX_BACKEND_REDIS_URI", uri, "CACHEX_PREFIX", "blog");
    }

    public CacheHandler cache(String name) {
        return caches.cache(name);
    }

    @Override
    public void close() {
        caches.close();
    }
}
