// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Churning;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Crowd;
import io.github.cachex.tck.process.Stampede;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P1 and P2 over each store: one load, and nothing old that comes back. */
class PromisesIT {
    private static final int LEASE = 300;
    private static final long READS = 20_000;
    private static final long LOAD = 225;

    @ParameterizedTest
    @EnumSource
    void coldKey_isLoadedOnceInTheCluster(SharedStore.Kind kind) {
        try (SharedStore store = SharedStore.start(kind);
                Cluster cluster = Cluster.over(store.settings(), 4)) {
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

    @ParameterizedTest
    @EnumSource
    void invalidatedValue_staysGone(SharedStore.Kind kind) {
        try (SharedStore store = SharedStore.start(kind);
                Cluster cluster = Cluster.over(store.settings(), 3)) {
            cluster.warmUp();
            cluster.open(
                    "fenced",
                    "cachex.near.enabled",
                    "false",
                    "cachex.lease.ttl",
                    LEASE + "ms",
                    "cachex.lease.renew",
                    "100ms",
                    "cachex.wait-timeout",
                    "2s");
            Churning.Result fenced = new Churning(cluster, 16, LEASE).run("fenced", READS);
            assertThat(fenced.examples()).isEmpty();
            Show.atLeast("resurrection " + kind, fenced.reads(), READS, "reads fenced");
            Show.exactly("resurrection " + kind, fenced.stale(), 0, "stale of " + fenced.reads() + " fenced");
        }
    }
}
