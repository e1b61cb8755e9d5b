// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** What works behind a proxy, by the commands that it knows; documented as it is here. */
class ProxiesTest implements BackendUnderTest {
    /** Of Envoy's Redis filter (source 00fd86b), those that Cachex may send: no SUBSCRIBE, HELLO, SCAN, SELECT, CLIENT, INFO or ROLE. */
    private static final Set<String> ENVOY = Set.of(
            "auth",
            "del",
            "echo",
            "eval",
            "evalsha",
            "exists",
            "get",
            "getrange",
            "mget",
            "mset",
            "ping",
            "publish",
            "quit",
            "set",
            "time",
            "touch",
            "unlink",
            "zrange",
            "zrangebyscore");

    /** Of twemproxy 0.5.0: no SUBSCRIBE, PUBLISH, TIME, HELLO, SCAN, SELECT, CLIENT, INFO, WAIT or ROLE. */
    private static final Set<String> TWEMPROXY = Set.of(
            "auth",
            "del",
            "eval",
            "evalsha",
            "exists",
            "get",
            "getrange",
            "mget",
            "mset",
            "ping",
            "quit",
            "set",
            "touch",
            "unlink",
            "zrange",
            "zrangebyscore");

    /** What the link begins with. */
    private static final Set<String> LINKING = Set.of("subscribe", "client", "role");

    private static RedisServer redis;
    private RedisBackend backend;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    public RedisBackend backend() {
        return backend;
    }

    private static String tried(Callable<Boolean> step) throws Exception {
        try {
            return step.call() ? "works" : "wrong";
        } catch (CacheBackendException e) {
            return "refused";
        }
    }

    /** Returns what became of each feature. */
    private Map<String, String> features(RedisBackend behind, CommandFilter filter) throws Exception {
        Map<String, String> features = new TreeMap<>();
        backend = behind;
        EntryKey key = newKey();
        CacheSpace cache = newSpace();
        TagBounds bounds = new TagBounds(1_000, Duration.ofDays(7));
        features.put("entries", tried(() -> {
            behind.write(key, entry("there"), budget());
            behind.touch(key, Lifetime.of(LONG), budget());
            return content(key).equals("there")
                    && !behind.writeIfAbsent(key, entry("other"), OptionalLong.empty(), budget());
        }));
        features.put("entries, many at once", tried(() -> {
            EntryKey other = newKey();
            behind.writeAll(Map.of(key, entry("a"), other, entry("b")), budget());
            return behind.readAll(List.of(key, other), budget()).size() == 2;
        }));
        features.put("leases", tried(() -> {
            EntryKey leased = newKey();
            long token = newId();
            boolean won = acquire(leased, token).lease() == LeaseState.WON;
            return won && leases().release(leased, token, Release.ABANDONED, LONG, budget());
        }));
        features.put("invalidation by key", tried(() -> behind.invalidate(List.of(key), budget()) == 1));
        features.put("counters", tried(() -> behind.increment(newKey(), 2, LONG, budget()) == 2));
        features.put("tags and clear", tried(() -> {
            tags().mark(cache, Set.of("*"), new MarkPosition(1, 0), bounds, budget());
            return tags().sync(cache, MarkPosition.NONE, 5, budget()).marks().containsKey("*");
        }));
        features.put("memory freed after a pattern or clear", tried(() -> {
            behind.scan().orElseThrow().scan(cache, "*", Optional.empty(), budget());
            return true;
        }));
        features.put("link to other JVMs", linked(behind, cache, filter));
        return features;
    }

    private static String linked(RedisBackend behind, CacheSpace cache, CommandFilter filter) {
        HeardNews news = new HeardNews();
        BackendLink.LinkSession link = behind.link().orElseThrow().open(news);
        try {
            link.join(cache);
            Awaitility.await()
                    .until(() -> news.has("joined " + cache.cache())
                            || filter.refused().stream().anyMatch(LINKING::contains));
            return news.has("joined " + cache.cache()) ? "works" : "refused";
        } finally {
            link.close();
        }
    }

    private static Map<String, String> all(String linkAndScan, String others) {
        Map<String, String> all = new TreeMap<>();
        List.of("entries", "entries, many at once", "leases", "invalidation by key", "counters", "tags and clear")
                .forEach(feature -> all.put(feature, others));
        List.of("link to other JVMs", "memory freed after a pattern or clear")
                .forEach(feature -> all.put(feature, linkAndScan));
        return all;
    }

    /** Returns a client that begins with nothing that a proxy may not know. */
    private static RedisClient quiet(CommandFilter filter) {
        return RedisClient.builder()
                .hostAndPort("127.0.0.1", URI.create(filter.uri()).getPort())
                .clientConfig(DefaultJedisClientConfig.builder()
                        .autoNegotiateProtocol(false)
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                        .build())
                .build();
    }

    /** Fails unless the features work behind {@code filter}, with a client that says no hello, as they should. */
    private void behind(CommandFilter filter, String proxy, Map<String, String> expected) throws Exception {
        try (filter;
                RedisClient client = quiet(filter);
                RedisBackend behind = RedisBackend.over(client)) {
            Map<String, String> features = features(behind, filter);
            Show.figure("proxies", proxy + ", " + features + ", asked in vain for " + filter.refused());
            assertThat(features).isEqualTo(expected);
        }
    }

    @Test
    void envoy_letsAllWorkButTheLinkAndTheScan_withAClientThatSaysNoHello() throws Exception {
        behind(CommandFilter.refusing(redis.port(), ENVOY), "Envoy", all("refused", "works"));
    }

    /** It hangs up where it does not know a command. */
    @Test
    void twemproxy_letsNothingWork() throws Exception {
        behind(CommandFilter.hangingUp(redis.port(), TWEMPROXY), "twemproxy", all("refused", "refused"));
    }

    @Test
    void ownClient_isRefusedByBoth() throws Exception {
        for (boolean hangsUp : List.of(true, false)) {
            try (CommandFilter filter = hangsUp
                            ? CommandFilter.hangingUp(redis.port(), TWEMPROXY)
                            : CommandFilter.refusing(redis.port(), ENVOY);
                    RedisBackend behind = RedisBackend.own(Backends.patient(filter.uri(), Optional.empty(), 8))) {
                backend = behind;
                assertThat(tried(() -> content(newKey()).equals("nothing"))).isEqualTo("refused");
                assertThat(filter.refused()).contains("hello");
            }
        }
    }
}
