// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import org.junit.jupiter.api.Test;

class PostsTest {
    @Test
    void cacheOfTheClass_isUsedByAllMethods() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class)) {
            Posts posts = deployment.get(Posts.class);
            posts.find(1);
            posts.all();
            posts.all();
            assertThat(deployment.reads()).isEqualTo(2);
            assertThat(deployment.posts().contains(io.github.cachex.CacheKey.of("all", Post.class)))
                    .isTrue();
            posts.delete(1);
            assertThat(deployment.posts().contains(io.github.cachex.CacheKey.of("post:1", Post.class)))
                    .isFalse();
        }
    }
}
