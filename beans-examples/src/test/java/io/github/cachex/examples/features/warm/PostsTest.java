// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheKey;
import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import org.junit.jupiter.api.Test;

class PostsTest {
    @Test
    void frontPage_isThereBeforeTheFirstReader() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class)) {
            await().until(() -> deployment.posts().contains(CacheKey.of("post:1", Post.class))
                    && deployment.posts().contains(CacheKey.of("post:2", Post.class)));
            int reads = deployment.reads();
            deployment.get(Posts.class).find(1);
            assertThat(deployment.reads()).isEqualTo(reads).isEqualTo(2);
        }
    }
}
