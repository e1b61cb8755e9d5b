// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.benchmark;

import io.github.cachex.backend.redis.RedisBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.Show;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Elapsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;

/** Marks of a cache that has very many of them. */
class MarksBenchmark extends OverRedis {
    private static final CacheSpace CACHE = new CacheSpace("tck:1", "marked");
    private static final int MARKS = 100_000;
    private static final TagBounds WIDE = new TagBounds(1_000_000, Duration.ofDays(7));

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    @Test
    void manyMarks_areNotFelt() {
        TagStore tags = closing(RedisBackend.over(closing(RedisClient.create(redis().uri()))))
                .tags()
                .orElseThrow();
        TagState first = tags.mark(CACHE, Set.of("first"), new MarkPosition(7, 0), WIDE, budget());
        try (Jedis jedis = Raw.jedis(redis());
                Pipeline pipeline = jedis.pipelined()) {
            for (int i = 1; i < MARKS; i++) {
                pipeline.zadd("tck:1:{marked}:tags", first.epoch() - 1_000_000 - i, "mcustomer-" + i);
            }
        }
        List<Elapsed> marks = new ArrayList<>();
        List<Elapsed> syncs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Elapsed elapsed = Elapsed.start();
            tags.mark(CACHE, Set.of("new-" + i), new MarkPosition(7, 0), WIDE, budget());
            marks.add(elapsed.stop());
        }
        Elapsed whole = Elapsed.start();
        TagState all = tags.sync(CACHE, MarkPosition.NONE, 1, budget());
        whole = whole.stop();
        for (int i = 0; i < 100; i++) {
            Elapsed elapsed = Elapsed.start();
            tags.sync(CACHE, new MarkPosition(7, all.epoch()), -5, budget());
            syncs.add(elapsed.stop());
        }
        String about = ", median of 100, " + all.marks().size() + " marks";
        Show.atLeast("redis-marks", all.marks().size(), MARKS, "marks");
        Show.atMost("redis-marks", Millis.percentile(marks, 50), 50, "ms to mark a tag" + about);
        Show.atMost("redis-marks", Millis.percentile(syncs, 50), 50, "ms to ask for what is new" + about);
        Show.atMost("redis-marks", Millis.of(whole), 5000, "ms to ask for all of them");
    }
}
