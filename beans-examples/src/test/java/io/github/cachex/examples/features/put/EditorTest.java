// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.put;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import org.junit.jupiter.api.Test;

class EditorTest {
    private static final CacheKey<Post> KEY = CacheKey.of("post:7", Post.class);

    @Test
    void savedPost_isInTheCache() {
        try (Deployment deployment = Deployment.of(Editor.class)) {
            Post post = deployment.get(Editor.class).save(new Post(7, "Seventh", true));
            assertThat(deployment.posts().get(KEY)).contains(post);
        }
    }

    @Test
    void replacedPost_isInTheCache() {
        try (Deployment deployment = Deployment.of(Editor.class)) {
            deployment.get(Editor.class).replace(7, new Post(7, "Other", true));
            assertThat(deployment.posts().get(KEY)).contains(new Post(7, "Other", true));
        }
    }
}
