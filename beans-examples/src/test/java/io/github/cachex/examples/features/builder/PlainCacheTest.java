// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.PostStore;
import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class PlainCacheTest {
    private final PostStore store = new PostStore();

    @Test
    void withoutContainer_secondCallIsAHit() throws Exception {
        assertThat(PlainCache.askTwice(store)).isEqualTo(new Post(1, "First", true));
        assertThat(store.reads()).isEqualTo(1);
    }

    @Test
    void ownClient_isSharedThroughRedis() throws Exception {
        try (RedisServer redis = RedisServer.start();
                RedisClient client = RedisClient.create(redis.uri())) {
            PlainCache.askThrough(client, store);
            assertThat(PlainCache.askThrough(client, store)).isEqualTo(new Post(1, "First", true));
            assertThat(store.reads()).isEqualTo(1);
        }
    }
}
