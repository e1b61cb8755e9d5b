// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.warmer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheKey;
import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import org.junit.jupiter.api.Test;

class PostWarmerTest {
    @Test
    void everyEntry_isStoredAtTheStart() {
        try (Deployment deployment = Deployment.of(PostWarmer.class)) {
            for (int id = 1; id <= 3; id++) {
                CacheKey<Post> key = CacheKey.of("post:" + id, Post.class);
                await().until(() -> deployment.posts().contains(key));
            }
            assertThat(deployment.posts().get(CacheKey.of("post:3", Post.class)))
                    .contains(new Post(3, "Draft", false));
        }
    }
}
