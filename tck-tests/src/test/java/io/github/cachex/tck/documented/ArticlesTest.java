// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.documented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.jcache.JcacheExtension;
import io.github.cachex.tck.deployment.Deployment;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** The bean that the page on JSR-107 shows. */
class ArticlesTest {
    @Test
    void annotationsOfJsr107_areServed() {
        try (SeContainer container = Deployment.start(
                Map.of("cachex.cache.missing-articles.ttl", "5s"),
                application -> application.addExtensions(new JcacheExtension()),
                Articles.class,
                ArticleStore.class)) {
            Articles articles = container.select(Articles.class).get();
            ArticleStore store = container.select(ArticleStore.class).get();
            assertThatThrownBy(() -> articles.find(1))
                    .isExactlyInstanceOf(NoSuchElementException.class)
                    .hasMessage("no article 1");
            store.save(1, "late");
            assertThatThrownBy(() -> articles.find(1)).hasMessage("no article 1");
            articles.save(1, "tea");
            store.save(1, "coffee");
            assertThat(articles.find(1)).isEqualTo("tea");
            articles.reload();
            assertThatThrownBy(() -> articles.find(1)).hasMessage("no article 1");
        }
    }
}
