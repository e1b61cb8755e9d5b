// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Churning;
import io.github.cachex.tck.process.Clocks;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.testkit.Show;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * P2 over each store: nothing old comes back, though one JVM is ten minutes ahead of another and a third one ten behind, and each is
 * stopped now and then; without the fence something does. Needs gcc, for the clocks.
 */
class ResurrectionIT {
    private static final int LEASE = 300;
    private static final int KEYS = 16;
    private static final List<Duration> AHEAD = List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(-10));

    @TempDir
    private Path folder;

    private Cluster cluster(SharedStore store) {
        Clocks clocks = new Clocks(folder);
        Map<String, String> environment = new HashMap<>(SharedStore.environment());
        environment.putAll(clocks.environment());
        Cluster cluster = Cluster.over(store.settings(), environment, AHEAD.size());
        cluster.workers().forEach(worker -> clocks.set(worker.pid(), AHEAD.get(worker.index())));
        List<Long> shown = cluster.ask(Order.of("now")).stream()
                .map(answer -> answer.large("seconds"))
                .toList();
        assertThat(shown.get(1) - shown.get(2)).as("seconds apart").isBetween(1_100L, 1_300L);
        cluster.warmUp();
        return cluster;
    }

    private static long reads(SharedStore.Kind kind) {
        return kind == SharedStore.Kind.DYNAMODB ? Rounds.of(3_000, 20_000) : 20_000;
    }

    @ParameterizedTest
    @EnumSource
    void invalidatedValue_staysGone_andWithoutTheFenceItDoesNot(SharedStore.Kind kind) {
        try (SharedStore store = SharedStore.start(kind);
                Cluster cluster = cluster(store)) {
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
            Churning.Result fenced = new Churning(cluster, KEYS, LEASE).run("fenced", reads(kind));
            assertThat(fenced.examples()).isEmpty();
            Show.atLeast("resurrection " + kind, fenced.reads(), reads(kind), "reads fenced, clocks 10 min apart");
            Show.exactly("resurrection " + kind, fenced.stale(), 0, "stale of " + fenced.reads() + " fenced");

            cluster.ask(cluster.configured(Order.of("open-unfenced-over")
                    .with("name", "unfenced")
                    .with("type", kind.type())
                    .with("lease", LEASE)));
            Churning.Result unfenced =
                    new Churning(cluster, KEYS, LEASE).stopping(4).run("unfenced", 1_000);
            Show.atLeast(
                    "resurrection " + kind,
                    unfenced.stale(),
                    1,
                    "stale of " + unfenced.reads() + " unfenced, the control");
        }
    }
}
