// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
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
}
