// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class PostsTest {
    @Test
    void sameIdTwice_isReadOnceUntilForgotten() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class)) {
            Posts posts = deployment.get(Posts.class);
            assertThat(posts.find(1)).isEqualTo(posts.find(1));
            assertThat(deployment.reads()).isEqualTo(1);
            assertThat(posts.forget(1).isApplied()).isTrue();
            posts.find(1);
            assertThat(deployment.reads()).isEqualTo(2);
        }
    }
}
