// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.tck.PartsContract;
import io.github.cachex.testkit.redis.RedisCluster;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A primary of a cluster that does not answer is of no consequence for the keys of the others. */
class ClusterPartsIT implements PartsContract {
    private static RedisCluster redis;

    private final Map<String, RedisServer> stopped = new HashMap<>();
    private RedisBackend backend;
    private RedisBackend other;

    @BeforeAll
    static void start() {
        redis = RedisCluster.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        backend = opened();
        other = opened();
    }

    private RedisBackend opened() {
        RedisBackend opened = Backends.withDefaults(redis.uri());
        assertThat(opened.contact(budget())).isPresent();
        return opened;
    }

    @AfterEach
    void close() {
        backend.close();
        other.close();
        stopped.values().forEach(RedisServer::resume);
        redis.awaitOk();
    }

    @Override
    public CacheBackend backend() {
        return backend;
    }

    @Override
    public CacheBackend otherJvm() {
        return other;
    }

    @Override
    public void stop(String part) {
        RedisServer primary = redis.primaryOf(RedisCluster.slot(newKey(part).value()));
        stopped.put(part, primary);
        primary.pause();
    }

    @Override
    public void resume(String part) {
        RedisServer primary = stopped.remove(part);
        if (primary != null) {
            primary.resume();
        }
    }
}
