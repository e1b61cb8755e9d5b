// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Crowd;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Stampede;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a stampede costs beside its load, held against what it costs who writes it by hand. */
class StampedeBenchmark {
    private static final int JVMS = 4;
    private static final int THREADS = 50;
    private static final long LOAD = 225;
    /** How many times what a stampede costs by hand, beside its load, it may cost. */
    private static final double OURS = 1.4;

    private Cluster cluster;

    @BeforeEach
    void startProcesses() {
        cluster = Cluster.of(JVMS);
        cluster.warmUp();
    }

    @AfterEach
    void endProcesses() {
        cluster.close();
    }

    /** What a stampede costs beside its load, and what it costs by hand, in ms: medians of a series of rounds. */
    private record Cost(double ours, double byHand) {
        double limit() {
            return byHand * OURS;
        }

        boolean isWithinLimit() {
            return ours <= limit();
        }
    }

    @Test
    void stampede_costsLittleMoreThanByHand() {
        Cost cost = measure();
        // What else the machine does can only add to a series, and how a JVM compiled its code lasts as long as it
        // does.
        for (int restarts = 0; restarts < 2 && !cost.isWithinLimit(); restarts++) {
            endProcesses();
            startProcesses();
            cost = measure();
        }
        Show.atMost(
                "stampede-slowest",
                cost.ours(),
                cost.limit(),
                "ms above the loader's 225, median of 20 rounds; a shared load, a lock and a channel over bare Jedis: "
                        + String.format(Locale.ROOT, "%.2f", cost.byHand()) + " ms");
    }

    /** Returns the cost in the first series within the limit, of three at most; the first one compiles most of the code. */
    private Cost measure() {
        cluster.open("plain");
        cluster.ask(Order.of("open-shared-unfenced")
                .with("name", "by-hand")
                .with("port", cluster.redis().port())
                .with("lease", 5000));
        Stampede stampede = new Stampede(cluster, "plain", THREADS, LOAD, Crowd.Mode.VALUE);
        Stampede byHand = new Stampede(cluster, "by-hand", THREADS, LOAD, Crowd.Mode.VALUE);
        Cost cost = new Cost(Double.MAX_VALUE, 0);
        for (int series = 0; series < 3 && !cost.isWithinLimit(); series++) {
            List<Stampede.Round> rounds = new ArrayList<>();
            List<Stampede.Round> controls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                rounds.add(stampede.run());
                controls.add(byHand.run());
            }
            assertThat(rounds).allSatisfy(round -> assertThat(round.outcomes()).containsExactly("[1]"));
            assertThat(controls)
                    .allSatisfy(round -> assertThat(round.outcomes()).containsExactly("[1]"));
            cost = new Cost(above(rounds), above(controls));
        }
        return cost;
    }

    private static double above(List<Stampede.Round> rounds) {
        return Millis.percentile(rounds.stream().map(Stampede.Round::slowest).toList(), 50) - LOAD;
    }
}
