// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import redis.clients.jedis.Jedis;

/** How the marks of a cache are lost while its entries are kept. */
enum MarksLost {
    DELETED {
        @Override
        void lose(Jedis jedis, String tags) {
            jedis.del(tags);
        }
    },
    FLUSHED {
        @Override
        void lose(Jedis jedis, String tags) {
            Map<byte[], byte[]> kept = new HashMap<>();
            for (String key : jedis.keys("*")) {
                byte[] name = key.getBytes(StandardCharsets.UTF_8);
                if (!key.equals(tags)) {
                    kept.put(name, jedis.dump(name));
                }
            }
            jedis.flushAll();
            kept.forEach((name, content) -> jedis.restore(name, 3_600_000, content));
        }
    },
    EVICTED {
        @Override
        void lose(Jedis jedis, String tags) {
            jedis.configSet("maxmemory-policy", "allkeys-random");
            try {
                while (jedis.exists(tags)) {
                    jedis.configSet("maxmemory", String.valueOf(used(jedis) - 1));
                }
            } finally {
                jedis.configSet("maxmemory", "0");
                jedis.configSet("maxmemory-policy", "noeviction");
            }
        }

        private long used(Jedis jedis) {
            return jedis.info("memory")
                    .lines()
                    .filter(line -> line.startsWith("used_memory:"))
                    .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
                    .findFirst()
                    .orElseThrow();
        }
    };

    abstract void lose(Jedis jedis, String tags);

    /** Lets {@code redis} lose what it keeps under {@code tags}. */
    void lose(RedisServer redis, String tags) {
        try (Jedis jedis = Raw.jedis(redis)) {
            assertThat(jedis.exists(tags)).as("marks").isTrue();
            lose(jedis, tags); // and may have begun anew by now: those who listen look after them
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
