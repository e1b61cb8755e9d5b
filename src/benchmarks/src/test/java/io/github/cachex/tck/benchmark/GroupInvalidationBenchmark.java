// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.benchmark;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.testkit.Show;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Elapsed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An invalidation of very many entries at once, by tag and by clear. */
class GroupInvalidationBenchmark extends OverRedis {
    private static final int ENTRIES = 100_000;
    /** In ms. */
    private static final double AT_ONCE = 5;

    private static final CacheOptions TAGGED = CacheOptions.ttl("1h").tags("many");

    @Test
    void invalidationByTag_isQuick() {
        measure("tag-invalidation", node -> node.invalidateTags("many"));
    }

    @Test
    void clear_isQuick() {
        measure("clear", CacheHandler::clear);
    }

    private void measure(String name, Consumer<CacheHandler> invalidation) {
        CacheHandler node = node();
        for (int from = 0; from < ENTRIES; from += 1000) {
            Map<CacheKey<String>, String> part = new HashMap<>();
            for (int i = from; i < from + 1000; i++) {
                part.put(CacheKey.of("entry:" + i, String.class), "old");
            }
            node.putAll(part, TAGGED);
        }
        List<Elapsed> times = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            Elapsed elapsed = Elapsed.start();
            invalidation.accept(node);
            times.add(elapsed.stop());
        }
        Show.atMost(name, Millis.percentile(times, 50), AT_ONCE, "ms over " + ENTRIES + " entries, median of 11");
    }
}
