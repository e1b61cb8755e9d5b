// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.fresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import org.junit.jupiter.api.Test;

class PricesTest {
    @Test
    void staleRate_isServedAtOnceAndRefreshedBehind() throws Exception {
        try (Deployment deployment = Deployment.of(Prices.class)) {
            Prices prices = deployment.get(Prices.class);
            Post old = prices.rate(1);
            deployment.get(PostStore.class).save(new Post(1, "New", true));
            await("the refreshed value").until(() -> !prices.rate(1).equals(old));
            assertThat(prices.rate(1).title()).isEqualTo("New");
        }
    }

    @Test
    void freshPrice_isServedFromTheCache() throws Exception {
        try (Deployment deployment = Deployment.of(Prices.class)) {
            Prices prices = deployment.get(Prices.class);
            assertThat(prices.price(1)).isEqualTo(prices.price(1));
            assertThat(deployment.reads()).isEqualTo(1);
        }
    }
}
