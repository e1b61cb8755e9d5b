// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Soak;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * Three processes do all that callers do, while Redis is frozen, killed and started again, the ways to it are cut, silent and
 * closed, and a fourth process is killed and started again, one after the other. {@code -Dcachex.soak=30m} says for how long.
 */
class SoakTest {
    private static final int PROCESSES = Soak.PROCESSES;
    private static final int SLOTS = 24;
    private static final int POOL = 6;
    private static final int BACKGROUND = 6;
    private static final int KEPT = 200;
    private static final int MARKS = 100;
    private static final Duration DEAD = Duration.ofSeconds(3);
    private static final Duration OUTAGE = Duration.ofSeconds(1);

    /** What each thing that is kept has at most: entry, key, stamp, marks and the like. */
    private static final int OBJECTS_EACH = 8;
    /** In the near cache, and of an outage as many again. */
    private static final int THINGS = 2 * KEPT + MARKS + SLOTS;

    /** Each process, that which is killed among them, has its pool and its link, and this test one. */
    private static final int CONNECTIONS = (PROCESSES + 1) * (POOL + 1) + 1;

    /** What the near caches and the like may differ by from one moment to another. */
    private static final long HEAP_BYTES = 4 << 20;

    private static final long PATIENCE = Duration.ofMinutes(5).toNanos();

    private enum Fault {
        FROZEN,
        KILLED,
        CUT,
        REFUSED,
        SILENT,
        UNHEARD,
        PROCESS_KILLED
    }

    private final Random random = new Random();
    private final List<Link> links = new ArrayList<>();
    private final List<Fault> next = new ArrayList<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    /** What went wrong when, by {@link System#nanoTime}. */
    private final List<String> history = new ArrayList<>();

    private static Duration duration() {
        String own = System.getProperty("cachex.soak", "");
        return own.isEmpty()
                ? Duration.ofSeconds(Rounds.of(20, 300))
                : Duration.parse("PT" + own.strip().toUpperCase(Locale.ROOT));
    }

    @Test
    void longMixedUseUnderFaults_leavesNothingWrongAndNothingBehind() {
        try (Cluster cluster = Cluster.of(PROCESSES + 1)) {
            int from = cluster.freshSlots(2 * SLOTS);
            for (Worker worker : cluster.workers()) {
                Link link = Link.to(cluster.redis());
                links.add(link);
                open(cluster, worker);
            }
            // The first quarter fills what is bounded, and loads the classes.
            Round warm = round(cluster, from, duration().dividedBy(4), false);
            Round whole = round(cluster, from + SLOTS, duration().dividedBy(4).multipliedBy(3), true);
            show(warm, whole);
        } finally {
            links.forEach(Link::close);
        }
    }

    private void open(Cluster cluster, Worker worker) {
        worker.ask(opening(cluster)
                .with("set:cachex.backend.redis.uri", links.get(worker.index()).uri()));
    }

    private static Order opening(Cluster cluster) {
        return cluster.opening(
                        "soak",
                        "cachex.backend-budget",
                        "600ms",
                        "cachex.backend.redis.timeout.socket",
                        "500ms",
                        "cachex.breaker.slow",
                        "300ms",
                        "cachex.backend.redis.pool.max",
                        String.valueOf(POOL),
                        "cachex.background-threads",
                        String.valueOf(BACKGROUND),
                        "cachex.near.max-entries",
                        String.valueOf(KEPT),
                        "cachex.tags.max-marks",
                        String.valueOf(MARKS),
                        "cachex.near.during-outage",
                        "distrust",
                        "cachex.outage-ttl",
                        OUTAGE.toMillis() + "ms")
                .with("kind", "watched");
    }

    /** What one round came to, of all processes together but for what each holds. */
    private record Round(
            List<Order> worked,
            long operations,
            long drops,
            long failures,
            List<String> exceptions,
            long ownOld,
            List<String> old,
            long oldest,
            List<Order> held,
            long connections,
            List<String> endless,
            List<String> undone) {}

    private Round round(Cluster cluster, int from, Duration time, boolean last) {
        for (int slot = from; slot < from + SLOTS; slot++) {
            cluster.source().change(slot);
        }
        Order order = Order.of("soak").with("name", "soak").with("from", from).with("count", SLOTS);
        cluster.workers().forEach(worker -> worker.tell(order));
        long end = System.nanoTime() + time.toNanos();
        // In the end each fault was there, and each kind of operation was done, however slow the machine is.
        while (System.nanoTime() - end < PATIENCE
                && (System.nanoTime() - end < 0
                        || last
                                && (faults.size() < Fault.values().length
                                        || !Soak.undone(cluster.source(), from).isEmpty()))) {
            fault(cluster, order);
        }
        cluster.source().end(from);
        List<Order> worked = cluster.workers().stream().map(Worker::answer).toList();
        List<Order> held = cluster.ask(order.with("role", "settle")).subList(0, PROCESSES);
        try (Jedis jedis = Raw.jedis(cluster.redis())) {
            return new Round(
                    worked,
                    sum(worked, "operations"),
                    sum(worked, "drops"),
                    sum(worked, "failures"),
                    worked.stream()
                            .filter(answer -> answer.large("exceptions") > 0)
                            .map(answer -> answer.text("exceptions") + " " + answer.text("examples"))
                            .toList(),
                    sum(worked, "own-old"),
                    worked.stream()
                            .filter(answer -> answer.large("own-old") > 0)
                            .map(answer -> answer.text("old"))
                            .toList(),
                    worked.stream()
                            .mapToLong(answer -> answer.large("oldest"))
                            .max()
                            .orElseThrow(),
                    held,
                    connections(jedis),
                    jedis.keys("*").stream()
                            .filter(key -> jedis.pttl(key) == -1)
                            .toList(),
                    Soak.undone(cluster.source(), from));
        }
    }

    /** Those that were cut go once Redis hears of it. */
    private static long connections(Jedis jedis) {
        Awaitility.await("connections")
                .atMost(Duration.ofMinutes(1))
                .until(() -> jedis.clientList().lines().count() <= CONNECTIONS);
        return jedis.clientList().lines().count();
    }

    private static long sum(List<Order> answers, String name) {
        return answers.stream().mapToLong(answer -> answer.large(name)).sum();
    }

    /** One fault and its end, and a while without. Each kind comes once before one comes again. */
    private void fault(Cluster cluster, Order order) {
        if (next.isEmpty()) {
            next.addAll(List.of(Fault.values()));
            Collections.shuffle(next, random);
        }
        Fault fault = next.remove(0);
        faults.merge(fault, 1, Integer::sum);
        Link link = links.get(random.nextInt(links.size()));
        history.add(fault + " of " + links.indexOf(link) + " at " + System.nanoTime());
        switch (fault) {
            case FROZEN -> {
                cluster.redis().pause();
                Pause.millis(300 + random.nextInt(700));
                cluster.redis().resume();
            }
            case KILLED -> {
                cluster.redis().stop();
                Pause.millis(random.nextInt(500));
                cluster.redis().restart();
            }
            case CUT -> link.cut();
            case REFUSED -> during(link, Link.State.REFUSING);
            case SILENT -> during(link, Link.State.SILENT);
            case UNHEARD -> {
                link.becomeForListeners(Link.State.REFUSING);
                Pause.millis(random.nextInt(500));
                link.becomeForListeners(Link.State.UP);
            }
            case PROCESS_KILLED -> {
                Worker killed = cluster.workers().get(PROCESSES);
                killed.kill();
                Worker heir = cluster.replace(killed);
                open(cluster, heir);
                heir.tell(order);
            }
        }
        history.add(fault + " over at " + System.nanoTime());
        Pause.millis(500 + random.nextInt(500));
    }

    private void during(Link link, Link.State state) {
        link.become(state);
        Pause.millis(300 + random.nextInt(700));
        link.become(Link.State.UP);
    }

    private void show(Round warm, Round whole) {
        String about = "in " + whole.operations + " operations, " + whole.drops + " drops and " + whole.failures
                + " failures of the source, " + duration().toSeconds() + " s, with " + faults;
        assertThat(whole.exceptions).isEmpty();
        Show.exactly("soak", whole.exceptions.size(), 0, "exceptions " + about);
        assertThat(faults).containsOnlyKeys(Fault.values());
        assertThat(whole.undone).as("operations not done").isEmpty();
        for (String used : List.of("operations", "judged", "near-hits", "shared-hits")) {
            assertThat(whole.worked.subList(0, PROCESSES))
                    .as(used)
                    .allSatisfy(process -> assertThat(process.large(used)).isPositive());
        }
        assertThat(whole.drops).isPositive();
        assertThat(whole.failures).isPositive();
        Show.exactly(
                "soak",
                whole.ownOld,
                0,
                "values that were older than what their own JVM had dropped, of " + sum(whole.worked, "judged")
                        + " after a drop" + (whole.old.isEmpty() ? "" : "; " + whole.old + " with " + history));
        Show.within(
                "soak",
                Elapsed.ofNanos(whole.oldest),
                DEAD.plus(OUTAGE),
                "was the oldest value after another JVM had dropped it");
        for (int i = 0; i < PROCESSES; i++) {
            showHeld(i, warm.held.get(i), whole.held.get(i));
        }
        Show.atMost(
                "soak",
                whole.connections,
                CONNECTIONS,
                "connections to Redis, " + warm.connections + " after the first quarter");
        Show.atMost("soak", whole.endless.size(), warm.endless.size(), "keys without an end: " + whole.endless);
    }

    private static void showHeld(int process, Order before, Order after) {
        Show.atMost(
                "soak",
                after.large("objects") - before.large("objects"),
                OBJECTS_EACH * THINGS,
                "objects of Cachex more than after the first quarter in JVM " + process + ", most are "
                        + after.text("most"));
        Show.atMost(
                "soak",
                Math.max(0, after.large("threads") - before.large("threads")),
                BACKGROUND,
                "threads more, " + after.text("threads") + " in JVM " + process);
        Show.atMost(
                "soak",
                Math.max(0, after.large("heap") - before.large("heap")),
                HEAP_BYTES,
                "bytes of heap more, " + (after.large("heap") >> 10) + " KiB in JVM " + process);
    }
}
