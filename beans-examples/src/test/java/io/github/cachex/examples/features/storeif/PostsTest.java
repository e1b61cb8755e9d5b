// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.storeif;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import org.junit.jupiter.api.Test;

class PostsTest {
    @Test
    void draft_isReturnedAndNotStored() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class)) {
            Posts posts = deployment.get(Posts.class);
            assertThat(posts.find(3)).isEqualTo(posts.find(3)).isEqualTo(new Post(3, "Draft", false));
            assertThat(deployment.reads()).isEqualTo(2);
        }
    }

    @Test
    void state_isReadOnce() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class)) {
            Posts posts = deployment.get(Posts.class);
            assertThat(posts.isPublished(1)).isEqualTo(posts.isPublished(1)).isTrue();
            assertThat(deployment.reads()).isEqualTo(1);
        }
    }
}
