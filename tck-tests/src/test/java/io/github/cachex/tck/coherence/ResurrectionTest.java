// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Signal;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.testkit.Show;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** P2: what a completed write made old never comes back, whoever is stopped in the middle of a load. */
class ResurrectionTest {
    private static final int LEASE = 300;
    private static final int KEYS = 16;
    private static final long READS = 50_000;
    /** Of processes, one after the other, less than a second each; a machine too slow for the reads within so many is broken. */
    private static final int MOST_STOPS = 600;

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

    private record Result(
            long reads, long hits, long stale, long writes, long puts, long absentPuts, List<String> examples) {}

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
        Result fenced = churn("fenced", false);
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
        Result unfenced = churn("unfenced", true);
        Show.atLeast("resurrection", unfenced.stale(), 1, "stale of " + unfenced.reads() + " unfenced, the control");
    }

    private Result churn(String name, boolean enoughWhenHalf) {
        long readsBefore = cluster.source().reads();
        long hitsBefore = cluster.source().hits();
        int from = cluster.freshSlots(KEYS + KEYS % 2);
        Order order = Order.of("churn")
                .with("name", name)
                .with("from", from)
                .with("count", KEYS)
                .with("readers", 6)
                .with("writers", 2)
                .with("pause", 3);
        cluster.workers().forEach(worker -> worker.tell(order));
        long wanted = enoughWhenHalf ? READS / 2 : READS;
        int least = Rounds.of(12, 120);
        for (int stops = 0;
                stops < least || cluster.source().reads() - readsBefore < wanted && stops < MOST_STOPS;
                stops++) {
            stopOne();
        }
        cluster.source().end(from);
        List<Order> answers = cluster.workers().stream().map(Worker::answer).toList();
        return new Result(
                cluster.source().reads() - readsBefore,
                cluster.source().hits() - hitsBefore,
                sum(answers, "stale"),
                sum(answers, "writes"),
                sum(answers, "puts"),
                sum(answers, "absentPuts"),
                answers.stream()
                        .map(answer -> answer.text("examples"))
                        .filter(text -> text.length() > 2)
                        .toList());
    }

    /** Stops a process for longer than a lease: its loads under way come back when others have long moved on. */
    private static void stopOne() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Worker worker = cluster.workers().get(random.nextInt(cluster.workers().size()));
        Pause.millis(random.nextInt(50, 400));
        worker.signal(Signal.STOP);
        Pause.millis(random.nextInt(LEASE + 50, 3 * LEASE));
        worker.signal(Signal.CONT);
    }

    private static long sum(List<Order> answers, String name) {
        return answers.stream().mapToLong(answer -> answer.large(name)).sum();
    }
}
