// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** The application's clients, as Jedis makes them: with 2 s for an answer, 8 connections, and a wait for one without end. */
final class HandedInClients implements ClientsUnderTest {
    private final List<RedisClient> clients = new ArrayList<>();

    private RedisClient closing(RedisClient client) {
        clients.add(client);
        return client;
    }

    @Override
    public RedisBackend withDefaults(String uri) {
        return RedisBackend.over(closing(RedisClient.create(uri)));
    }

    @Override
    public RedisBackend at(String uri) {
        RedisBackend backend = RedisBackend.over(closing(RedisClient.builder()
                .fromURI(URI.create(uri))
                .clientConfig(
                        DefaultJedisClientConfig.builder().timeoutMillis(8_000).build())
                .build()));
        try {
            // It learns the number of its database, and the time, with its first script.
            backend.expire(List.of(new EntryKey("tck:1", "contract", "first")), CallBudget.of(Duration.ofSeconds(10)));
        } catch (CacheConnectionException e) {
            // There is none.
        }
        return backend;
    }

    /** Jedis connects once where a client is made. */
    @Override
    public void withoutConnections() {
        clients.forEach(client -> client.getPool().clear());
    }

    /** The pool of the client replaces a broken connection by itself. */
    @Override
    public void hasDialledOnce(Proxy proxy) {
        assertThat(proxy.connections()).isBetween(2, 3);
    }

    @Override
    public void close() {
        clients.forEach(RedisClient::close);
    }
}
