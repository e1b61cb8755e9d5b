// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.Pause;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Reads and writes in all processes of a cluster, of which one after the other is stopped for longer than a lease. */
public final class Churning {
    /** Of processes, one after the other, less than a second each; a machine too slow for the reads within so many is broken. */
    private static final int MOST_STOPS = 600;

    private final Cluster cluster;
    private final int keys;
    private final int lease;
    private int least = Rounds.of(12, 120);

    /**
     * Creates it.
     *
     * @param keys how many keys are used
     * @param lease how long a lease lasts, in milliseconds
     */
    public Churning(Cluster cluster, int keys, int lease) {
        this.cluster = cluster;
        this.keys = keys;
        this.lease = lease;
    }

    /** Stops processes no more than {@code stops} times where that is enough for the reads. */
    public Churning stopping(int stops) {
        least = stops;
        return this;
    }

    /** What came of it. */
    public record Result(
            long reads, long hits, long stale, long writes, long puts, long absentPuts, List<String> examples) {}

    /** Uses the cache {@code name}, which is open, for {@code wanted} reads and at least so many stops as rounds are wanted. */
    public Result run(String name, long wanted) {
        long readsBefore = cluster.source().reads();
        long hitsBefore = cluster.source().hits();
        int from = cluster.freshSlots(keys + keys % 2);
        Order order = Order.of("churn")
                .with("name", name)
                .with("from", from)
                .with("count", keys)
                .with("readers", 6)
                .with("writers", 2)
                .with("pause", 3);
        cluster.workers().forEach(worker -> worker.tell(order));
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
    private void stopOne() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Worker worker = cluster.workers().get(random.nextInt(cluster.workers().size()));
        Pause.millis(random.nextInt(50, 400));
        worker.signal(Signal.STOP);
        Pause.millis(random.nextInt(lease + 50, 3 * lease));
        worker.signal(Signal.CONT);
    }

    private static long sum(List<Order> answers, String name) {
        return answers.stream().mapToLong(answer -> answer.large(name)).sum();
    }
}
