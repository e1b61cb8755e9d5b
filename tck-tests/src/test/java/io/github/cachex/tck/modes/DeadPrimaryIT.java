// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisCluster;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** While a primary is dead, callers of the other keys do not notice, and those of its own load. */
class DeadPrimaryIT {
    private static final int KEYS = 30;

    private static CacheKey<String> key(String id) {
        return CacheKey.of(id, String.class);
    }

    private static List<String> ids(RedisCluster redis, RedisServer primary) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "id-" + i)
                .filter(id -> redis.primaryOf(RedisCluster.slot("{tested:" + id + "}"))
                        .equals(primary))
                .limit(KEYS)
                .toList();
    }

    @Test
    void keysOfTheOthers_areServedAsBefore() {
        try (RedisCluster redis = RedisCluster.start("--cluster-require-full-coverage", "no");
                CacheHandler handler = CacheHandler.builder()
                        .name("tested")
                        .prefix("tck")
                        .redis(redis.uri())
                        .build()) {
            RedisServer marks = redis.primaryOf(RedisCluster.slot("{tested}"));
            List<RedisServer> others = redis.primaries().stream()
                    .filter(primary -> !primary.equals(marks))
                    .toList();
            RedisServer dying = others.get(0);
            RedisServer other = others.get(1);
            List<String> lost = ids(redis, dying);
            List<String> kept = ids(redis, other);
            AtomicInteger loads = new AtomicInteger();
            await().until(() -> {
                kept.forEach(id -> handler.fetch(key(id), () -> "first"));
                return kept.stream().allMatch(id -> handler.get(key(id)).isPresent());
            });

            dying.stop();
            List<Elapsed> times = new ArrayList<>();
            do {
                for (int i = 0; i < KEYS; i++) {
                    Elapsed call = Elapsed.start();
                    assertThat(handler.fetch(key(kept.get(i)), () -> "anew " + loads.incrementAndGet()))
                            .isEqualTo("first");
                    times.add(call.stop());
                    assertThat(handler.fetch(key(lost.get(i)), () -> "loaded")).isEqualTo("loaded");
                }
            } while (redis.primaries().contains(dying));

            Show.exactly(
                    "dead-primary cluster",
                    loads.get(),
                    0,
                    "loads for " + times.size() + " calls of the other primaries' keys");
            Show.within(
                    "dead-primary cluster, longest of them",
                    Elapsed.longestOf(times),
                    Duration.ofMillis(600),
                    "for a call of the other primaries' keys");
        }
    }
}
