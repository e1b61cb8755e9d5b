// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.stale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

class PostsTest {
    @Test
    void brokenStore_lastGoodPostIsServed() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class, Steady.class)) {
            Posts posts = deployment.get(Posts.class);
            Post good = posts.find(1);
            deployment.get(PostStore.class).breakDown(true);
            await("the ttl ends").until(() -> !deployment.get(Steady.class).isFresh());
            assertThat(posts.find(1)).isEqualTo(good);
            assertThat(deployment.reads()).isGreaterThan(1);
        }
    }

    @Test
    void brokenStoreAndNothingStale_defaultIsServed() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class)) {
            deployment.get(PostStore.class).breakDown(true);
            assertThat(deployment.get(Posts.class).all()).isEmpty();
            deployment.get(PostStore.class).breakDown(false);
            assertThat(deployment.get(Posts.class).all())
                    .as("a default is never stored")
                    .isNotEmpty();
        }
    }

    /** Looks at the feature's cache. */
    @ApplicationScoped
    static class Steady {
        @Inject
        @Cachex("steady-posts")
        CacheHandler cache;

        boolean isFresh() {
            return cache.contains(CacheKey.of("post:1", Post.class));
        }
    }
}
