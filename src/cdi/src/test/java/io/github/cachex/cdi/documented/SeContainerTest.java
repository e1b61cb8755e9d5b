// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import org.junit.jupiter.api.Test;

/** A test that starts its own container. */
class SeContainerTest {
    // snippet: container
    @Test
    void secondCall_isAnsweredByTheCache() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(CachexExtension.class) // without discovery no extension is found by itself
                .addBeanClasses(Prices.class)
                .initialize()) {
            Prices prices = container.select(Prices.class).get();
            assertThat(prices.of("tea")).isEqualTo("tea costs 1");
            assertThat(prices.of("tea")).isEqualTo("tea costs 1");
        }
    }
    // end

    @Test
    void withoutTheExtension_nothingIsCachedAndNoHandlerIsThere() {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(Prices.class)
                .initialize()) {
            Prices prices = container.select(Prices.class).get();
            assertThat(prices.of("tea")).isEqualTo("tea costs 1");
            assertThat(prices.of("tea")).isEqualTo("tea costs 2");
            assertThat(container.select(CacheHandler.class).isUnsatisfied()).isTrue();
        }
    }
}
