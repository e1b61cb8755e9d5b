// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.fetch.Posts;
import org.junit.jupiter.api.Test;

class LoadTimesTest {
    @Test
    void load_isHeard() throws Exception {
        try (Deployment deployment = Deployment.of(LoadTimes.class, Posts.class)) {
            deployment.get(Posts.class).find(1);
            assertThat(deployment.get(LoadTimes.class).slowest()).containsOnlyKeys("posts");
        }
    }
}
