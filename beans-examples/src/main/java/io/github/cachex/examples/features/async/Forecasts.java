// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.async;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.Invalidation;
import io.github.cachex.KeyTemplate;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Caches what comes later. */
@ApplicationScoped
public class Forecasts {
    private static final KeyTemplate<Post> FORECAST = CacheKey.template("post:{}", Post.class);

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

    // snippet: twins
    public CompletionStage<String> title(long id) {
        return forecasts
                .getAsync(key(id))
                .thenApply(kept -> kept.map(Post::title).orElse("not known yet"));
    }

    public CompletionStage<Invalidation> correct(Post post) {
        // One after the other: two calls of which none awaits the other may be done in either order.
        return forecasts
                .putAsync(key(post.id()), post, CacheOptions.ttl("10m"))
                .thenCompose(done -> forecasts.invalidateTagsAsync("summaries"));
    }

    public CompletionStage<Map<CacheKey<Post>, Post>> all(List<Long> ids) {
        List<CacheKey<Post>> keys = ids.stream().map(Forecasts::key).toList();
        return forecasts.fetchAllAsync(
                keys, CacheOptions.ttl("10m"), missing -> CompletableFuture.supplyAsync(() -> readAll(missing)));
    }
    // end

    private static CacheKey<Post> key(long id) {
        return FORECAST.of(id);
    }

    private Map<CacheKey<Post>, Post> readAll(Collection<CacheKey<Post>> missing) {
        Map<CacheKey<Post>, Post> read = new HashMap<>();
        missing.forEach(key -> read.put(key, read(Long.parseLong(key.id().substring("post:".length())))));
        return read;
    }

    private Post read(long id) {
        try {
            return store.get(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
