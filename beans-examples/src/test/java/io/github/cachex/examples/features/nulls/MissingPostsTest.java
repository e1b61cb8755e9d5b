// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.nulls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class MissingPostsTest {
    @Test
    void missingPost_isLookedForOnceUntilItIsSaved() throws Exception {
        try (Deployment deployment = Deployment.of(MissingPosts.class)) {
            MissingPosts posts = deployment.get(MissingPosts.class);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> posts.find(9))
                        .isInstanceOf(NoSuchElementException.class)
                        .hasMessage("no post 9");
            }
            assertThat(deployment.reads()).isEqualTo(1);
            posts.save(new Post(9, "Ninth", true));
            assertThat(posts.find(9)).isEqualTo(new Post(9, "Ninth", true));
        }
    }
}
