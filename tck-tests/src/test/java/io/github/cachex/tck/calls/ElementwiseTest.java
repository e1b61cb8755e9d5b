// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.testkit.Show;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Applications that ask for overlapping collections load each element once between them, and answer each in its place. */
class ElementwiseTest {
    private static final int JVMS = 2;
    private static final int COLLECTIONS = 1_000;
    private static final int ELEMENTS = 400;

    @Test
    void overlappingCollections_loadEachElementOnce() {
        try (Cluster cluster = Cluster.of(JVMS)) {
            int from = cluster.freshSlots(ELEMENTS);
            int ofNull = cluster.freshSlot();
            IntStream.range(from, from + ELEMENTS).forEach(cluster.source()::change);
            cluster.ask(cluster.configured(Order.of("elements").with("null", ofNull)));

            List<Order> answers = cluster.ask(Order.of("collections")
                    .with("from", from)
                    .with("count", ELEMENTS)
                    .with("threads", 4)
                    .with("collections", COLLECTIONS / JVMS));

            long[] loads = LongStream.concat(
                            IntStream.range(from, from + ELEMENTS).mapToLong(cluster.source()::loads),
                            LongStream.of(cluster.source().loads(ofNull)))
                    .toArray();
            assertThat(loads).containsOnly(1);
            Show.exactly(
                    "elementwise",
                    LongStream.of(loads).max().orElseThrow(),
                    1,
                    "loads of each of " + loads.length + " elements, null among them, by " + JVMS + " JVMs");
            Show.exactly(
                    "elementwise",
                    answers.stream().mapToLong(answer -> answer.large("wrong")).sum(),
                    0,
                    "of " + COLLECTIONS
                            + " collections answered otherwise than in their order, with duplicates and nulls");
        }
    }
}
