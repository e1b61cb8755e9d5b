// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import redis.clients.jedis.RedisClient;

/** What Redis keeps. */
final class RedisEntries implements AutoCloseable {
    private final RedisClient client;

    RedisEntries(String uri) {
        client = RedisClient.create(uri);
    }

    void forget() {
        client.flushAll();
    }

    /** Checks a ttl. The jitter takes up to a tenth of it away; the minutes are the test's own. */
    void livesAtMost(String id, Duration ttl) {
        assertThat(Duration.ofMillis(client.pttl(stored(id))))
                .isBetween(ttl.multipliedBy(9).dividedBy(10).minusMinutes(3), ttl);
    }

    /** Returns the bytes, as Latin-1. */
    String text(String id) {
        return new String(client.get(stored(id).getBytes(StandardCharsets.UTF_8)), StandardCharsets.ISO_8859_1);
    }

    /** Returns the whole key under which an entry lies. */
    String stored(String id) {
        return client.keys("*{" + id + "}").iterator().next();
    }

    @Override
    public void close() {
        client.close();
    }
}
