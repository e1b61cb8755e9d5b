// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Crowd;
import io.github.cachex.tck.process.Stampede;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A value that cannot be stored must not make the processes of a cluster load it one after the other. */
class ConvoyTest {
    private static final int JVMS = 8;

    private static Cluster cluster;

    @BeforeAll
    static void startProcesses() {
        cluster = Cluster.of(JVMS);
        cluster.warmUp();
    }

    @AfterAll
    static void endProcesses() {
        cluster.close();
    }

    @Test
    void uncachedNull_makesNobodyQueue() {
        cluster.open("convoy");
        Stampede stampede = new Stampede(cluster, "convoy", 4, 100, Crowd.Mode.NULL).meeting(JVMS);
        List<Stampede.Round> rounds = new ArrayList<>();
        for (int i = 0; i < Rounds.of(10, 20); i++) {
            rounds.add(stampede.run());
        }
        assertThat(rounds).allSatisfy(round -> {
            assertThat(round.outcomes()).containsExactly("[null]");
            assertThat(round.atOnce()).isEqualTo(1);
        });
        // Loads beside the first one end only when all of them run at the same time.
        Show.exactly(
                "convoy",
                rounds.stream().mapToLong(Stampede.Round::loads).max().orElseThrow(),
                JVMS,
                "loads, all but the first beside each other, in the worst of " + rounds.size()
                        + " rounds, 8 JVMs of 4 threads, an uncached null");
        Show.figure(
                "convoy",
                Elapsed.longestOf(rounds.stream().map(Stampede.Round::slowest).toList()),
                "slowest answer, 100 ms loader");
    }
}
