// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.nulls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class PostsTest {
    @Test
    void missingPost_isRemembered() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class)) {
            Posts posts = deployment.get(Posts.class);
            assertThat(posts.find(99)).isEmpty();
            assertThat(posts.find(99)).isEmpty();
            assertThat(posts.find(1)).isEqualTo(posts.find(1)).isPresent();
            assertThat(deployment.reads()).isEqualTo(2);
        }
    }
}
