// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Coherence;
import io.github.cachex.tck.process.Order;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import org.junit.jupiter.api.Test;

/** P3 with the link up: what one process changes, another that holds it is told of, and neither is ever given the old value again. */
class CoherenceTest {
    private static final int ROUNDS = Rounds.of(400, 2000);

    @Test
    void changeHere_isSeenElsewhereForGood() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.warmUp();
            cluster.open("coherent");
            Coherence.Answers answers = Coherence.run(cluster, ROUNDS);
            Order read = answers.read();
            String about = "of " + ROUNDS + " rounds of invalidate, tag, pattern, clear and put";
            Show.exactly("coherence", read.large("near"), ROUNDS, "rounds whose reader held the value " + about);
            Show.exactly("coherence", read.large("old"), 0, "old reads elsewhere after the first new one " + about);
            Show.exactly("coherence", answers.written().large("old"), 0, "old reads here after the change " + about);
            Show.figure(
                    "coherence", Elapsed.ofNanos(1000 * read.large("p50")), "until the other sees it, p50 " + about);
            Show.figure(
                    "coherence", Elapsed.ofNanos(1000 * read.large("p99")), "until the other sees it, p99 " + about);
        }
    }
}
