// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark.cachex;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.TypedCache;
import io.github.cachex.benchmark.Contest;
import io.github.cachex.benchmark.Line;
import io.github.cachex.benchmark.NearFloor;
import io.github.cachex.benchmark.Post;
import io.github.cachex.benchmark.Sink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Near hits of a handler, against Caffeine. */
class HandlerBenchmark {
    private static final int MASK = NearFloor.KEYS - 1;

    @Test
    void nearHits() throws Exception {
        try (CacheHandler posts = CacheHandler.builder()
                .name("posts")
                .property("cachex.ttl", "1h")
                .build()) {
            NearFloor caffeine = new NearFloor();
            List<CacheKey<Post>> keys = new ArrayList<>();
            for (String key : NearFloor.keys()) {
                keys.add(CacheKey.of(key, Post.class));
            }
            Contest contest = new Contest("cachex-handler");
            contest.race(Line.FETCH_NEAR_KEY_ONCE, "Cachex", caffeine.keyOnce(), times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(posts.fetch(keys.get(i & MASK), () -> Post.of(1)));
                }
            });
            contest.race(Line.FETCH_NEAR_KEY_NEW, "Cachex", caffeine.keyNew(), times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(posts.fetch(CacheKey.of(NearFloor.key(i), Post.class), () -> Post.of(1)));
                }
            });
            TypedCache<Post> typed = posts.typed(Post.class);
            contest.race(Line.FETCH_NEAR_TYPED, "Cachex", caffeine.keyNew(), times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(typed.fetch(NearFloor.key(i), () -> Post.of(1)));
                }
            });
            contest.race(Line.GET_NEAR, "Cachex", caffeine.gets(), times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(posts.get(keys.get(i & MASK)).orElse(null));
                }
            });
        }
    }
}
