// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Crowd;
import io.github.cachex.tck.process.Stampede;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P1 over each store: one load, however many ask. */
class OneLoadIT {
    private static final long LOAD = 225;

    @ParameterizedTest
    @EnumSource
    void coldKey_isLoadedOnceInTheCluster(SharedStore.Kind kind) {
        try (SharedStore store = SharedStore.start(kind);
                Cluster cluster = Cluster.over(store.settings(), SharedStore.environment(), 4)) {
            cluster.warmUp();
            cluster.open("plain");
            Stampede stampede = new Stampede(cluster, "plain", 50, LOAD, Crowd.Mode.VALUE);
            List<Stampede.Round> rounds = new ArrayList<>();
            for (int i = 0; i < Rounds.of(5, 40); i++) {
                rounds.add(stampede.run());
            }
            assertThat(rounds).allSatisfy(round -> assertThat(round.outcomes()).containsExactly("[1]"));
            Show.exactly(
                    "stampede " + kind,
                    rounds.stream().mapToLong(Stampede.Round::loads).max().orElseThrow(),
                    1,
                    "loads at most, " + rounds.size() + " rounds of 4 JVMs x 50 threads, 225 ms loader");
            Show.figure(
                    "stampede " + kind,
                    Elapsed.medianOf(
                            rounds.stream().map(Stampede.Round::slowest).toList()),
                    "slowest answer, median");
        }
    }
}
