// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import org.junit.jupiter.api.Test;

class PostsTest {
    @Test
    void sameIdTwice_isReadOnce() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class)) {
            Posts posts = deployment.get(Posts.class);
            assertThat(posts.find(1)).isEqualTo(posts.find(1)).isEqualTo(new Post(1, "First", true));
            assertThat(deployment.reads()).isEqualTo(1);
        }
    }
}
