// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.async;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Caches what comes later. */
@ApplicationScoped
public class Forecasts {
    @Inject
    PostStore store;

    @Inject
    @Cachex("forecasts")
    CacheHandler forecasts;

    // snippet: async
    @CachexFetch(cache = "forecasts", key = "forecast:{id}", ttl = "10m")
    public CompletionStage<Post> forecast(@CachexKey("id") long id) {
        return CompletableFuture.supplyAsync(() -> read(id));
    }

    public CompletionStage<Post> byHand(long id) {
        CacheKey<Post> key = CacheKey.of("by-hand:" + id, Post.class);
        return forecasts.fetchAsync(key, CacheOptions.ttl("10m"), () -> CompletableFuture.supplyAsync(() -> read(id)));
    }
    // end

    private Post read(long id) {
        try {
            return store.get(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
