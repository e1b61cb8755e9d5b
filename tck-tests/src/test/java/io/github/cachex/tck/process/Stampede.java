// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.testkit.Elapsed;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** All processes of a cluster ask for one cold key at once. */
public final class Stampede {
    private final Cluster cluster;
    private final String cache;
    private final int threads;
    private final long load;
    private final Crowd.Mode mode;
    private int meet;

    /** Of {@code threads} per process, with a loader that takes {@code load} ms. */
    public Stampede(Cluster cluster, String cache, int threads, long load, Crowd.Mode mode) {
        this.cluster = cluster;
        this.cache = cache;
        this.threads = threads;
        this.load = load;
        this.mode = mode;
    }

    /** Lets every load but a round's first wait until {@code loads} have begun: they end if they run beside each other alone. */
    public Stampede meeting(int loads) {
        meet = loads;
        return this;
    }

    /**
     * How a round went.
     *
     * @param loads as the source counted them
     * @param most the loads of the process that loaded most
     * @param atOnce the most loads that one process had under way at the same time
     * @param slowest how long the slowest answer took
     * @param outcomes what callers got, each once
     * @param answers how many callers got something
     */
    public record Round(long loads, long most, long atOnce, Elapsed slowest, List<String> outcomes, int answers) {}

    /** Runs one round on a key that nobody asked for before. */
    public Round run() {
        int slot = cluster.freshSlot();
        begin(slot);
        return end(slot, cluster.workers());
    }

    /** Starts one round on {@code slot} once all threads are there, without waiting for its end. */
    public void begin(int slot) {
        begin(slot, cluster.workers());
    }

    /** Runs one round with {@code newcomer} alone, whose classes are loaded afterwards. */
    public void warmUp(Worker newcomer) {
        int slot = cluster.freshSlot();
        begin(slot, List.of(newcomer));
        end(slot, List.of(newcomer));
    }

    private void begin(int slot, List<Worker> asked) {
        cluster.source().change(slot);
        Order order = Order.of("crowd")
                .with("name", cache)
                .with("slot", slot)
                .with("threads", threads)
                .with("load", load)
                .with("mode", mode)
                .with("meet", meet);
        asked.forEach(worker -> worker.tell(order));
        Awaitility.await("all threads are there")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofMinutes(2))
                .until(() -> cluster.source().gatheredOn(slot) == asked.size());
        cluster.source().start(slot);
    }

    /** Waits for the answers of {@code asked} and sums up the round. */
    public Round end(int slot, List<Worker> asked) {
        List<Order> answers = asked.stream().map(Worker::answer).toList();
        long most = 0;
        for (int process = 0; process < Source.PROCESSES; process++) {
            most = Math.max(most, cluster.source().loads(slot, process));
        }
        return new Round(
                cluster.source().loads(slot),
                most,
                cluster.source().mostAtOnce(slot),
                Elapsed.longestOf(answers.stream()
                        .map(answer -> Elapsed.ofNanos(1000 * answer.large("slowest")))
                        .toList()),
                answers.stream()
                        .map(answer -> answer.text("outcomes"))
                        .distinct()
                        .toList(),
                answers.stream().mapToInt(answer -> answer.number("answers")).sum());
    }
}
