// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.redis.RedisCluster;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node of a cluster that is addressed as one server, or one server as a cluster, is told so, or used as what it is. */
class WrongModeTest implements BackendUnderTest {
    private static RedisCluster cluster;
    private static RedisServer alone;

    private final RedisBackend backend = at(node(), Optional.empty());

    @BeforeAll
    static void start() {
        cluster = RedisCluster.startWithoutReplicas();
        alone = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        alone.close();
    }

    private static String node() {
        return cluster.primaries().get(1).uri();
    }

    private static RedisBackend at(String uri, Optional<RedisMode> mode) {
        RedisSettings settings = Backends.patient(uri, Optional.empty(), 32);
        RedisServers servers = mode.map(settings.servers()::in).orElse(settings.servers());
        return RedisBackend.own(new RedisSettings(
                servers,
                settings.tls(),
                settings.poolMax(),
                settings.poolMaxWait(),
                settings.poolMaxAge(),
                settings.connectTimeout(),
                settings.socketTimeout()));
    }

    @Override
    public CacheBackend backend() {
        return backend;
    }

    private List<EntryKey> keysOfAll() {
        Map<RedisServer, EntryKey> keys = new HashMap<>();
        while (keys.size() < 3) {
            EntryKey key = newKey();
            keys.put(cluster.primaryOf(RedisCluster.slot(key.value())), key);
        }
        return List.copyOf(keys.values());
    }

    private static String failure(RedisBackend backend) {
        return catchThrowableOfType(
                        CacheBackendException.class, () -> backend.contact(CallBudget.of(Duration.ofSeconds(10))))
                .getMessage();
    }

    @Test
    void nodeWithoutAMode_isUsedAsACluster() {
        try (RedisLog log = new RedisLog()) {
            HeardNews news = new HeardNews();
            CacheSpace cache = newSpace();
            LinkSession session = backend.link().orElseThrow().open(news);
            session.join(cache);
            for (EntryKey key : keysOfAll()) {
                backend.write(key, entry("here"), budget());
                assertThat(content(key)).isEqualTo("here");
            }
            assertThat(backend.contact(budget()).orElseThrow()).contains("Redis cluster at");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("cachex.backend.redis.mode=cluster"))
                    .hasSize(1);
            assertThat(backend.readAll(keysOfAll(), budget())).isEmpty();
            await().until(() -> news.has("joined " + cache.cache()));
            Stream.of("a", "b", "c", "d", "e", "f").forEach(id -> {
                backend.write(cache.key(id), entry("new"), budget());
                await().until(() -> news.has("changed " + cache.cache() + " " + id));
            });
        } finally {
            backend.close();
        }
    }

    /** Whoever asks who is there at the start finds the others before any call. */
    @Test
    void nodeWithoutAMode_isFoundToBeOneOfSeveralAtTheFirstContact() {
        try {
            assertThat(backend.contact(budget()).orElseThrow()).contains("Redis cluster at");
            assertThat(backend.readAll(keysOfAll(), budget())).isEmpty();
        } finally {
            backend.close();
        }
    }

    @Test
    void nodeThatIsSaidToStandAlone_isAnErrorWithItsRemedy() {
        try (RedisBackend mistaken = at(node(), Optional.of(RedisMode.STANDALONE))) {
            assertThat(failure(mistaken)).contains("node of a cluster", "write cachex.backend.redis.mode=cluster");
            List<CacheBackendException> failures = keysOfAll().stream()
                    .map(key -> catchThrowableOfType(CacheBackendException.class, () -> mistaken.read(key, budget())))
                    .filter(failed -> failed != null)
                    .toList();
            assertThat(failures)
                    .hasSize(2)
                    .allMatch(failed -> failed.getMessage().contains("write cachex.backend.redis.mode=cluster"));
        } finally {
            backend.close();
        }
    }

    @Test
    void serverThatIsSaidToBeANode_isAnErrorWithItsRemedy() {
        try (RedisBackend mistaken = at(alone.uri(), Optional.of(RedisMode.CLUSTER))) {
            assertThat(failure(mistaken)).contains("no node of a cluster", "leave cachex.backend.redis.mode out");
            assertThat(catchThrowableOfType(CacheBackendException.class, () -> mistaken.read(newKey(), budget())))
                    .hasMessageContaining("leave cachex.backend.redis.mode out");
        } finally {
            backend.close();
        }
    }

    @Test
    void databaseOnANode_isAnErrorWithItsRemedy() {
        try (RedisBackend mistaken = at(node() + "/3", Optional.empty())) {
            assertThat(failure(mistaken)).contains("has no database but 0", "cachex.backend.redis.uri");
        } finally {
            backend.close();
        }
    }
}
