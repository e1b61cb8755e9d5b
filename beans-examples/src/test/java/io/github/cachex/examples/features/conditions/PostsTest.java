// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class PostsTest {
    @Test
    void previewsAndDrafts_areNotCached() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class, AskedAgain.class)) {
            Posts posts = deployment.get(Posts.class);
            assertThat(posts.find(1, false)).isEqualTo(posts.find(1, false));
            assertThat(deployment.reads()).isEqualTo(1);
            assertThat(posts.find(1, true)).isEqualTo(posts.find(1, true));
            assertThat(deployment.reads()).isEqualTo(3);
            assertThat(posts.find(3, false)).isEqualTo(posts.find(3, false));
            assertThat(deployment.reads()).isEqualTo(5);
        }
    }

    @Test
    void bean_keepsWhatIsAskedForAgain() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class, AskedAgain.class)) {
            Posts posts = deployment.get(Posts.class);
            for (int i = 0; i < 5; i++) {
                posts.archived(2);
            }
            assertThat(deployment.reads()).isEqualTo(2);
        }
    }
}
