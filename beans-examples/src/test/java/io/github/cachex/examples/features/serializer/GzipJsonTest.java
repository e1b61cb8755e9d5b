// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.serializer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.fetch.Posts;
import org.junit.jupiter.api.Test;

class GzipJsonTest {
    @Test
    void value_comesBackThroughTheOwnSerializer() throws Exception {
        try (Deployment deployment = Deployment.of(GzipJson.class, Posts.class)) {
            Posts posts = deployment.get(Posts.class);
            assertThat(posts.find(1)).isEqualTo(posts.find(1)).isEqualTo(new Post(1, "First", true));
            assertThat(deployment.reads()).isEqualTo(1);
        }
    }

    @Test
    void bytes_areCompressed() {
        GzipJson serializer = new GzipJson();
        byte[] bytes = serializer.write("x".repeat(10_000), String.class);
        assertThat(bytes).hasSizeLessThan(1_000);
        assertThat(serializer.read(bytes, String.class)).isEqualTo("x".repeat(10_000));
    }
}
