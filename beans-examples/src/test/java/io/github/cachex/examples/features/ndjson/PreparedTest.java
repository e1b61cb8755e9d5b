// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.ndjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheKey;
import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import org.junit.jupiter.api.Test;

class PreparedTest {
    @Test
    void preparedPosts_areStoredAtTheStart() {
        try (Deployment deployment = Deployment.of(Prepared.class)) {
            CacheKey<Post> tenth = CacheKey.of("post:10", Post.class);
            CacheKey<Post> eleventh = CacheKey.of("post:11", Post.class);
            await().until(() ->
                    deployment.posts().contains(tenth) && deployment.posts().contains(eleventh));
            assertThat(deployment.posts().get(tenth)).contains(new Post(10, "Tenth", true));
            assertThat(deployment.reads()).isZero();
        }
    }
}
