// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.testkit.Show;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Applications that start together warm the cache once between them, and one that starts later finds it warm. */
class WarmTest {
    private static final int KEYS = 50;

    @Test
    void nodesStartingTogether_loadEachKeyOnce() {
        try (Cluster cluster = Cluster.of(3)) {
            int from = cluster.freshSlots(KEYS);
            IntStream.range(from, from + KEYS).forEach(cluster.source()::change);
            Order start = Order.of("warm")
                    .with("from", from)
                    .with("count", KEYS)
                    .with("set:cachex.backend.redis.uri", cluster.redis().uri())
                    .with("set:cachex.prefix", "tck")
                    .with("set:cachex.warm.wait", "60s");
            cluster.ask(start);
            long[] together = loads(cluster, from);
            assertThat(together).containsOnly(1);
            Show.exactly(
                    "warm",
                    LongStream.of(together).max().orElseThrow(),
                    1,
                    "loads of each of " + KEYS + " keys, 3 JVMs starting together");

            Worker late = cluster.join();
            late.ask(start);
            long more = LongStream.of(loads(cluster, from)).sum() - KEYS;
            Show.exactly("warm", more, 0, "loads by a late fourth JVM");

            List<Order> answers =
                    cluster.ask(Order.of("warmed").with("slot", from).with("within", 60_000));
            assertThat(answers)
                    .hasSize(4)
                    .allSatisfy(answer -> assertThat(answer.large("version")).isEqualTo(1));
            assertThat(loads(cluster, from)).as("once used").containsOnly(1);
        }
    }

    private static long[] loads(Cluster cluster, int from) {
        return IntStream.range(from, from + KEYS)
                .mapToLong(cluster.source()::loads)
                .toArray();
    }
}
