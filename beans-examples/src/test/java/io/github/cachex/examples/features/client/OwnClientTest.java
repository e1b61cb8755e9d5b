// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.fetch.Posts;
import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

class OwnClientTest {
    @Test
    void clientBean_reachesRedis() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            System.setProperty("my.redis", redis.uri());
            try (Deployment deployment = Deployment.on("redis", OwnClient.class, Posts.class)) {
                deployment.get(Posts.class).find(1);
                deployment.get(Posts.class).find(1);
                assertThat(deployment.reads()).isEqualTo(1);
                assertThat(deployment.get(UnifiedJedis.class).keys("*{posts:post:1}"))
                        .hasSize(1);
            } finally {
                System.clearProperty("my.redis");
            }
        }
    }
}
