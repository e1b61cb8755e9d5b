// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

// snippet: client
@ApplicationScoped
public class OwnClient {
    @Produces
    @Singleton
    UnifiedJedis connect() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(32);
        pool.setMaxWait(Duration.ofMillis(100));
        return RedisClient.builder()
                .fromURI(ConfigProvider.getConfig().getValue("my.redis", String.class))
                .poolConfig(pool)
                .build();
    }

    void close(@Disposes UnifiedJedis client) {
        client.close();
    }
}
// end
