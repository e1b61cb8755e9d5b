// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.all;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.PostStore;
import io.github.cachex.examples.features.fetch.Posts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllCachesTest {
    @Test
    void cachesInUse_areSeenAndCleared() throws Exception {
        try (Deployment deployment = Deployment.of(CacheConsole.class, KnownCaches.class, Posts.class)) {
            CacheConsole console = deployment.get(CacheConsole.class);
            Posts posts = deployment.get(Posts.class);
            posts.find(1);
            posts.find(1);

            assertThat(console.hitRates()).isEqualTo(Map.of("posts", 0.5));
            assertThat(console.health().isWell()).isTrue();
            assertThat(console.clear("others")).isFalse();
            assertThat(console.clear("posts")).isTrue();
            posts.find(1);
            assertThat(deployment.get(KnownCaches.class).loads()).isEqualTo(Map.of("posts", 2L));
        }
    }

    @Test
    void figures_areThoseOfMethodsKeysAndNodes() throws Exception {
        try (Deployment deployment = Deployment.of(CacheFigures.class, Posts.class)) {
            CacheFigures figures = deployment.get(CacheFigures.class);
            Posts posts = deployment.get(Posts.class);
            posts.find(1);
            posts.find(1);

            assertThat(figures.savings()).containsOnlyKeys(Posts.class.getName() + ".find");
            assertThat(figures.hottest("posts")).contains("post:1");
            assertThat(figures.hottest("others")).isEmpty();
            assertThat(figures.hitRates("posts").toCompletableFuture().join().values())
                    .containsExactly(0.5);
        }
    }

    @Test
    void withoutContainer_oneBuilderMakesThemAll() throws Exception {
        assertThat(PlainCaches.fill(new PostStore())).containsExactly("posts", "titles");
    }
}
