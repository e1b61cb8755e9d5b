// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    @Test
    void manyPosts_areReadAtOnceAndOnlyOnce() throws Exception {
        try (Deployment deployment = Deployment.of(Catalog.class)) {
            Catalog catalog = deployment.get(Catalog.class);
            assertThat(catalog.find(List.of(2L, 1L))).extracting(Post::title).containsExactly("Second", "First");
            assertThat(catalog.find(List.of(1L, 2L))).extracting(Post::title).containsExactly("First", "Second");
            assertThat(deployment.reads()).isEqualTo(1);
            assertThat(catalog.find(List.of(1L, 3L, 99L))).hasSize(2);
            assertThat(deployment.reads()).isEqualTo(2);
        }
    }

    @Test
    void elements_haveAnEntryEach() throws Exception {
        try (Deployment deployment = Deployment.of(Catalog.class)) {
            Catalog catalog = deployment.get(Catalog.class);
            catalog.save(List.of(new Post(4, "Fourth", true)));
            assertThat(catalog.all(List.of(4L))).containsOnlyKeys(4L);
            assertThat(deployment.reads()).isZero();
            assertThat(catalog.all(List.of(2L, 4L, 1L, 99L)).keySet()).containsExactly(2L, 4L, 1L);
            assertThat(catalog.find(List.of(1L, 2L))).hasSize(2);
            assertThat(deployment.reads()).isEqualTo(1);
        }
    }
}
