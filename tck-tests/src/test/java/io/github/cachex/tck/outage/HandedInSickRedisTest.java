// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import io.github.cachex.CacheHandler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import redis.clients.jedis.RedisClient;

/** The same through a client of the application's, as Jedis makes it by default. */
class HandedInSickRedisTest extends SickRedisTest {
    private final List<RedisClient> clients = new ArrayList<>();

    @Override
    CacheHandler.Builder over(String uri, CacheHandler.Builder builder) {
        RedisClient client = RedisClient.create(uri);
        clients.add(client);
        return builder.jedis(client);
    }

    @AfterEach
    void closeClients() {
        clients.forEach(RedisClient::close);
    }
}
