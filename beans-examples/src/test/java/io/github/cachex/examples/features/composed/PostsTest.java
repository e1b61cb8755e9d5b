// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.composed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class PostsTest {
    @Test
    void annotationOfOnesOwn_isCached() throws Exception {
        try (Deployment deployment = Deployment.of(Posts.class)) {
            deployment.get(Posts.class).find(1);
            deployment.get(Posts.class).find(1);
            assertThat(deployment.reads()).isEqualTo(1);
        }
    }
}
