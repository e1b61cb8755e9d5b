// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command line finds the store of a cache where the application has several. */
class SeveralStoresTest extends OnRedis {
    private static final CacheKey<Post> POST = CacheKey.of("post:1", Post.class);

    private RedisServer second;
    private Caches caches;

    @BeforeEach
    void open() {
        second = RedisServer.start();
        Map<String, String> settings = new HashMap<>(keys());
        settings.put("cachex.prefix", prefix);
        settings.put("cachex.backend.redis.uri", redis.uri());
        caches = CacheHandler.builder().properties(settings).buildCaches();
        caches.cache("posts").put(POST, new Post(1, "here"));
        caches.cache("orders").put(POST, new Post(1, "there"));
    }

    @AfterEach
    void closeSecond() {
        caches.close();
        second.close();
    }

    private Map<String, String> keys() {
        return Map.of(
                "cachex.backend.orders.type", "redis",
                "cachex.backend.orders.uri", second.uri(),
                "cachex.cache.orders.backend", "orders",
                "cachex.cache.orders.serializer", "msgpack");
    }

    private Ended ask(String... arguments) throws Exception {
        Map<String, String> environment = environment();
        keys().forEach((key, text) ->
                environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), text));
        return OwnShell.with(environment).run(arguments);
    }

    @Test
    void cache_isLookedForInItsStore() throws Exception {
        assertThat(ask("get", "posts", "post:1").out()).isEqualTo("{\"id\":1,\"title\":\"here\"}\n");
        Ended there = ask("get", "orders", "post:1");
        assertThat(there.out()).as(there.err()).isEqualTo("{\"id\":1,\"title\":\"there\"}\n");
        assertThat(ask("ls", "orders").out()).contains("post:1");
        assertThat(ask("inspect", "orders", "post:1").out()).containsPattern("serializer +msgpack");
    }

    @Test
    void storeIsNamed_whereNoCacheIs() throws Exception {
        assertThat(ask("ls").out()).contains("posts").doesNotContain("orders");
        assertThat(ask("ls", "--backend", "orders").out()).contains("orders").doesNotContain("posts");
        assertThat(ask("doctor", "--backend", "orders", "--wait", "0s").out())
                .contains(second.uri().replaceAll(".*@|redis://|/.*", ""));
    }

    @Test
    void invalidation_reachesTheApplication() throws Exception {
        Ended done = ask("invalidate", "orders", "post:1", "--yes");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(caches.cache("posts").get(POST)).isPresent();
        Awaitility.await().until(() -> caches.cache("orders").get(POST).isEmpty());
    }

    @Test
    void mistakes_areNamed() throws Exception {
        assertThat(ask("ls", "--backend", "order").err())
                .contains("--backend=order: the application has none of this name, but redis, orders");
        assertThat(ask("clear", "posts", "orders", "--yes").err())
                .contains("these caches live in redis and orders; name those of one store at a time");
    }
}
