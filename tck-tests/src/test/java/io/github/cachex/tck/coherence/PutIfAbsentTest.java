// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of many who put if absent, in several processes, one is told that it did. */
class PutIfAbsentTest {
    @Test
    void race_hasExactlyOneWinner() {
        try (Cluster cluster = Cluster.of(3)) {
            cluster.warmUp();
            cluster.open("race");
            int count = 60;
            List<Order> answers = cluster.ask(Order.of("put-if-absent")
                    .with("name", "race")
                    .with("from", cluster.freshSlots(count))
                    .with("count", count)
                    .with("threads", 6));
            int[] winners = new int[count];
            for (Order answer : answers) {
                int[] here = Arrays.stream(answer.text("winners").split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                Arrays.setAll(winners, slot -> winners[slot] + here[slot]);
            }
            assertThat(winners).containsOnly(1);
        }
    }
}
