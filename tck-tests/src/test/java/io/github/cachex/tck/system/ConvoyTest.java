// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A value that cannot be stored must not make the processes of a cluster load it one after the other. */
class ConvoyTest {
    private static Cluster cluster;

    @BeforeAll
    static void startProcesses() {
        cluster = Cluster.of(8);
        cluster.warmUp();
    }

    @AfterAll
    static void endProcesses() {
        cluster.close();
    }

    @Test
    void uncachedNull_makesNobodyQueue() {
        cluster.open("convoy");
        Stampede stampede = new Stampede(cluster, "convoy", 4, 100, Crowd.Mode.NULL);
        List<Stampede.Round> rounds = new ArrayList<>();
        for (int i = 0; i < Rounds.of(10, 20); i++) {
            rounds.add(stampede.run());
        }
        assertThat(rounds).allSatisfy(round -> {
            assertThat(round.outcomes()).containsExactly("[null]");
            assertThat(round.atOnce()).isEqualTo(1);
        });
        Show.atMost(
                "convoy",
                rounds.stream().mapToDouble(Stampede.Round::slowest).max().orElseThrow() / 1000,
                0.5,
                "s slowest answer of " + rounds.size()
                        + " rounds, 8 JVMs of 4 threads, 100 ms loader of an uncached null");
    }
}
