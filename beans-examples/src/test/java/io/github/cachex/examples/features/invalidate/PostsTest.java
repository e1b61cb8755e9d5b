// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.invalidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class PostsTest {
    @Test
    void deletedPost_isReadAgain() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class)) {
            Posts posts = deployment.get(Posts.class);
            assertThat(posts.find(1)).isPresent();
            posts.delete(1);
            assertThat(posts.find(1)).isEmpty();
        }
    }
}
