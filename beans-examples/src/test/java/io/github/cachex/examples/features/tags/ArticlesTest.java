// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class ArticlesTest {
    @Test
    void renamedPost_isDroppedWhereverItAppears() throws Exception {
        try (Deployment deployment = Deployment.of(Articles.class)) {
            Articles articles = deployment.get(Articles.class);
            assertThat(articles.article(1)).isEqualTo("# First");
            assertThat(articles.article(2)).isEqualTo("# Second");
            assertThat(articles.frontPage()).contains("First");
            articles.rename(1, "Renamed");
            int reads = deployment.reads();
            assertThat(articles.article(1)).isEqualTo("# Renamed");
            assertThat(articles.frontPage()).contains("Renamed");
            assertThat(articles.article(2)).isEqualTo("# Second");
            assertThat(deployment.reads()).isEqualTo(reads + 2);
        }
    }

    @Test
    void patternAndAll_dropWhatTheySay() throws Exception {
        try (Deployment deployment = Deployment.of(Articles.class)) {
            Articles articles = deployment.get(Articles.class);
            articles.article(1);
            articles.frontPage();
            articles.styleChanged();
            articles.article(1);
            articles.frontPage();
            assertThat(deployment.reads()).isEqualTo(3);
            articles.templateChanged();
            articles.article(1);
            articles.frontPage();
            assertThat(deployment.reads()).isEqualTo(5);
        }
    }
}
