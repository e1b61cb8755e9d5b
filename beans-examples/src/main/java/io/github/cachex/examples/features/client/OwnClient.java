// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

// snippet: client
@ApplicationScoped
public class OwnClient {
    @Produces
    @Singleton
    UnifiedJedis connect() {
        return RedisClient.create(ConfigProvider.getConfig().getValue("my.redis", String.class));
    }

    void close(@Disposes UnifiedJedis client) {
        client.close();
    }
}
// end
