// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.process.Churning;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.testkit.Show;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** P2: what a completed write made old never comes back, whoever is stopped in the middle of a load. */
class ResurrectionTest {
    private static final int LEASE = 300;
    private static final int KEYS = 16;
    private static final long READS = 50_000;

    private static Cluster cluster;

    @BeforeAll
    static void startProcesses() {
        cluster = Cluster.of(3);
        cluster.warmUp();
    }

    @AfterAll
    static void endProcesses() {
        cluster.close();
    }

    private static Churning churning() {
        return new Churning(cluster, KEYS, LEASE);
    }

    @Test
    void invalidatedValue_staysGone() {
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
        Churning.Result fenced = churning().run("fenced", READS);
        assertThat(fenced.writes()).as("certain writes").isGreaterThan(1000);
        assertThat(fenced.puts()).as("puts").isGreaterThan(100);
        assertThat(fenced.absentPuts()).as("puts if absent that won").isGreaterThan(10);
        assertThat(fenced.examples()).isEmpty();
        Show.atLeast("resurrection", fenced.reads(), READS, "reads fenced");
        Show.atLeast("resurrection", 100.0 * fenced.hits() / fenced.reads(), 50, "% of them hits");
        Show.exactly("resurrection", fenced.stale(), 0, "stale of " + fenced.reads() + " fenced");
    }

    @Test
    void unfencedControl_bringsOldValuesBack() {
        for (Worker worker : cluster.workers()) {
            worker.ask(Order.of("open-unfenced")
                    .with("name", "unfenced")
                    .with("port", cluster.redis().port())
                    .with("lease", LEASE));
        }
        Churning.Result unfenced = churning().run("unfenced", READS / 2);
        Show.atLeast("resurrection", unfenced.stale(), 1, "stale of " + unfenced.reads() + " unfenced, the control");
    }
}
