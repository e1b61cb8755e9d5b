// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelvesTest {
    @Test
    void genericType_comesBackWhole() throws Exception {
        try (Deployment deployment = Deployment.of(Shelves.class)) {
            Shelves shelves = deployment.get(Shelves.class);
            shelves.published();
            assertThat(shelves.published()).containsExactly(new Post(1, "First", true), new Post(2, "Second", true));
            assertThat(deployment.reads()).isEqualTo(1);
        }
    }

    @Test
    void postsById_areLoadedOnce() throws Exception {
        try (Deployment deployment = Deployment.of(PostsById.class)) {
            PostsById posts = deployment.get(PostsById.class);
            assertThat(posts.find(1)).isEqualTo(posts.find(1));
            assertThat(deployment.reads()).isEqualTo(1);
            assertThat(posts.titled(List.of("2", "1"))).containsOnlyKeys("2", "1");
            assertThat(posts.titled(List.of("1", "2"))).containsEntry("2", new Post(2, "Second", true));
            assertThat(deployment.reads()).isEqualTo(3);
        }
    }
}
