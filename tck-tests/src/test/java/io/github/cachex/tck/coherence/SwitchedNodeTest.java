// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One of two JVMs is switched off and on under load, while both change what they cache, in all ways there are. */
class SwitchedNodeTest {
    private static final int ROUNDS = Rounds.of(2, 10);
    private static final int SLOTS = 32;
    /** How many changes there are, by both, between two turns. */
    private static final int CHANGES = 300;

    private static final List<String> OF_CACHES = List.of("cachex.cache.switched.enabled", "cachex.enabled");
    private static final String OF_METHODS = "io.github.cachex.tck.process.SwitchNode$Versions/CachexFetch/enabled";

    private long reads;
    private long nearWhileOff;
    private long old;
    private long left;

    @Test
    void oneOfTwo_offAndOnAgainUnderLoad() {
        try (Cluster cluster = Cluster.of(2)) {
            cluster.ask(cluster.configured(Order.of("switched")).with("set:cachex.config.poll", "10ms"));
            for (int round = 0; round < ROUNDS; round++) {
                OF_CACHES.forEach(key -> nearWhileOff += turned(cluster, key));
                var unused = turned(cluster, OF_METHODS);
            }
        }
        String about = "on two JVMs, by annotation and by handler, of " + reads
                + " reads while one was switched off and on " + 6 * ROUNDS + " times";
        assertThat(reads).isGreaterThan(1_000L * ROUNDS);
        Show.exactly("switch", old, 0, "values older than what the JVM itself had changed before " + about);
        Show.exactly("switch", left, 0, "slots with an old value for good, while it was off or on again, " + about);
        Show.exactly("switch", nearWhileOff, 0, "values out of its own memory on a JVM whose cache was switched off");
    }

    /** Returns how many values came out of the memory of the one that is switched, while it was off. */
    private long turned(Cluster cluster, String key) {
        Worker turned = cluster.workers().get(0);
        int from = cluster.freshSlots(SLOTS);
        int end = cluster.freshSlot();
        Order about = Order.of("work").with("from", from).with("count", SLOTS).with("end", end);
        cluster.ask(about);
        awaitChanges(cluster, from);
        long near = 0;
        for (boolean on : List.of(false, true, false)) {
            Order answer = turned.ask(turn(key, on));
            near += on ? answer.large("near") : 0;
            awaitChanges(cluster, from);
        }
        // The last changes are those of the time while it is off, and nothing comes after them.
        cluster.source().end(end);
        reads = 0;
        old = 0;
        for (Order answer : cluster.ask(Order.of("rest"))) {
            reads += answer.large("reads");
            old += answer.large("method") + answer.large("handler");
        }
        check(cluster, from);
        near += turned.ask(turn(key, true)).large("near");
        check(cluster, from);
        return near;
    }

    private void check(Cluster cluster, int from) {
        for (Order answer : cluster.ask(Order.of("check").with("from", from).with("count", SLOTS))) {
            left += answer.large("method") + answer.large("handler");
        }
    }

    private static Order turn(String key, boolean on) {
        return Order.of("turn").with("set:" + key, on).with("on", on);
    }

    private static void awaitChanges(Cluster cluster, int from) {
        long until = changes(cluster, from) + CHANGES;
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> changes(cluster, from) >= until);
    }

    private static long changes(Cluster cluster, int from) {
        return IntStream.range(from, from + SLOTS)
                .mapToLong(cluster.source()::binding)
                .sum();
    }
}
