// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call costs, as the page of the backends says. Those of files are counted where they are read. */
class HitTripsIT {
    private static final int CALLS = 20;

    private static CacheHandler open(CountedTrips trips) {
        return trips.lead(CacheHandler.builder()
                        .name("trips")
                        .prefix("tck")
                        .property("cachex.near.enabled", "false")
                        .property("cachex.backend-budget", "30s")
                        .property("cachex.breaker.slow", "30s")
                        // Else what looks at the marks meanwhile is counted as well.
                        .property("cachex.link.heartbeat", "10m")
                        .property("cachex.link.dead", "30m"))
                .build();
    }

    private static List<CacheKey<String>> keys(String name) {
        return IntStream.range(0, CALLS)
                .mapToObj(i -> CacheKey.of(name + ":" + i, String.class))
                .toList();
    }

    private static double each(CountedTrips trips, String name, Consumer<CacheKey<String>> call) {
        int before = trips.count();
        keys(name).forEach(call);
        return (trips.count() - before) / (double) CALLS;
    }

    private static void fetch(CacheHandler cache, CacheKey<String> key) {
        assertThat(cache.<String, RuntimeException>fetch(key, () -> "loaded")).isEqualTo("loaded");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FILE")
    void tripsOfACall_areThoseThatThePageSays(SharedStore.Kind kind) throws IOException {
        CostTable table = CostTable.read();
        try (SharedStore store = SharedStore.start(kind);
                CountedTrips trips = new CountedTrips(store);
                CacheHandler cache = open(trips)) {
            for (CacheKey<String> key : keys("warm-up")) {
                fetch(cache, key);
                cache.invalidate(key.id());
            }
            // Until then marks are asked for with each read.
            Awaitility.await().until(() -> cache.stats().linkUp());
            String name = "hit-trips " + kind;
            double misses = each(trips, "key", key -> fetch(cache, key));
            double hits = each(trips, "key", key -> fetch(cache, key));
            double invalidations = each(trips, "key", key -> cache.invalidate(key.id()));
            Show.exactly(name, hits, table.trips("hit", kind), "of a hit");
            Show.exactly(name, misses, table.trips("guarded miss", kind), "of a guarded miss");
            Show.exactly(name, invalidations, table.trips("invalidation", kind), "of an invalidation");
        }
    }
}
