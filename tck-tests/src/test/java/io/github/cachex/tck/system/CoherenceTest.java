// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** P3 with the link up: what one process changes, another that holds it sees within milliseconds. */
class CoherenceTest {
    private static final int ROUNDS = Rounds.of(400, 2000);

    @Test
    void changeHere_isSeenElsewhereAtOnce() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.warmUp();
            cluster.open("coherent");
            Worker writer = cluster.workers().get(0);
            Worker reader = cluster.workers().get(1);
            run(cluster, 25); // each way of dropping has been gone, and its classes are loaded
            Order order = order(cluster, ROUNDS);
            reader.tell(order.with("role", "read"));
            writer.tell(order.with("role", "write"));
            Order written = writer.answer();
            Order read = reader.answer();

            assertThat(cluster.source().version(order.number("slot"))).isEqualTo(ROUNDS + 1L);
            String about = "of " + ROUNDS + " rounds of invalidate, tag, pattern, clear and put";
            Show.atLeast(
                    "coherence", 100.0 * read.large("near") / ROUNDS, 90, "% near hits before the change, " + about);
            Show.atMost("coherence", read.large("p50") / 1000.0, 10, "ms until the other JVM sees it, p50 " + about);
            Show.atMost("coherence", read.large("p99") / 1000.0, 100, "ms until the other JVM sees it, p99 " + about);
            Show.exactly("coherence", read.large("old"), 0, "old reads elsewhere after the first new one " + about);
            Show.exactly("coherence", written.large("old"), 0, "old reads here after the change " + about);
        }
    }

    private static void run(Cluster cluster, int rounds) {
        Order order = order(cluster, rounds);
        cluster.workers().get(1).tell(order.with("role", "read"));
        cluster.workers().get(0).tell(order.with("role", "write"));
        cluster.workers().forEach(Worker::answer);
    }

    private static Order order(Cluster cluster, int rounds) {
        int slot = cluster.freshSlot();
        cluster.source().change(slot);
        return Order.of("coherence").with("name", "coherent").with("slot", slot).with("rounds", rounds);
    }
}
