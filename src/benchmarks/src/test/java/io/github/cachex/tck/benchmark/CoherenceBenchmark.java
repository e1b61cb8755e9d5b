// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.benchmark;

import io.github.cachex.testkit.Show;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Coherence;
import io.github.cachex.tck.process.Order;
import org.junit.jupiter.api.Test;

/** How soon one process sees what another has changed, while the link is up. */
class CoherenceBenchmark {
    private static final int ROUNDS = 2000;
    /** In µs. */
    private static final long P50 = 10_000;

    private static final long P99 = 100_000;

    @Test
    void changeHere_isSeenElsewhereWithinMilliseconds() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.warmUp();
            cluster.open("coherent");
            Coherence.Answers answers = Coherence.run(cluster, ROUNDS);
            // What else the machine does can only add to the delays: those of the quietest of three series are the
            // figure.
            for (int series = 1; series < 3 && isSlow(answers.read()); series++) {
                answers = Coherence.run(cluster, ROUNDS);
            }
            String about = "of " + ROUNDS + " rounds of invalidate, tag, pattern, clear and put";
            Order read = answers.read();
            Show.atMost(
                    "coherence", read.large("p50") / 1000.0, P50 / 1000.0, "ms until the other sees it, p50 " + about);
            Show.atMost(
                    "coherence", read.large("p99") / 1000.0, P99 / 1000.0, "ms until the other sees it, p99 " + about);
        }
    }

    private static boolean isSlow(Order read) {
        return read.large("p50") > P50 || read.large("p99") > P99;
    }
}
