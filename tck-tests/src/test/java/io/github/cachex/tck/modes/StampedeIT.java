// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Crowd;
import io.github.cachex.tck.process.Stampede;
import io.github.cachex.testkit.Show;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Four processes of fifty threads on a cold key, and one load, however Redis is run. */
class StampedeIT {
    private static final int JVMS = 4;
    private static final int THREADS = 50;
    private static final long LOAD = 225;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void coldKey_isLoadedOnce(Mode mode) throws Exception {
        try (Mode.Started redis = mode.start();
                Cluster processes = Cluster.over(redis.uri(), JVMS)) {
            processes.warmUp();
            processes.open("plain");
            Stampede stampede = new Stampede(processes, "plain", THREADS, LOAD, Crowd.Mode.VALUE);
            List<Stampede.Round> rounds = new ArrayList<>();
            for (int i = 0; i < Rounds.of(10, 60); i++) {
                rounds.add(stampede.run());
            }
            assertThat(rounds).allSatisfy(round -> {
                assertThat(round.outcomes()).containsExactly("[1]");
                assertThat(round.answers()).isEqualTo(JVMS * THREADS);
            });
            Show.exactly(
                    "stampede " + mode,
                    rounds.stream().mapToLong(Stampede.Round::loads).max().orElseThrow(),
                    1,
                    "load in the worst of " + rounds.size() + " rounds, " + JVMS + " JVMs of " + THREADS + " threads");
        }
    }
}
