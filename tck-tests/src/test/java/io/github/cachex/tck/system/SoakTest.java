// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Elapsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * Three processes do all that callers do, while Redis is frozen, killed and started again, and the ways to it are cut, silent and
 * closed, one after the other. {@code -Dcachex.soak=30m} says for how long.
 */
class SoakTest {
    private static final int PROCESSES = 3;
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

    /** Each process has its pool and its link, and this test one. */
    private static final int CONNECTIONS = PROCESSES * (POOL + 1) + 1;

    private final Random random = new Random();
    private final List<Link> links = new ArrayList<>();

    private static Duration duration() {
        String own = System.getProperty("cachex.soak", "");
        return own.isEmpty()
                ? Duration.ofSeconds(Rounds.of(20, 300))
                : Duration.parse("PT" + own.strip().toUpperCase(Locale.ROOT));
    }

    @Test
    void longMixedUseUnderFaults_leavesNothingWrongAndNothingBehind() {
        try (Cluster cluster = Cluster.of(PROCESSES)) {
            int from = cluster.freshSlots(2 * SLOTS);
            for (Worker worker : cluster.workers()) {
                Link link = Link.to(cluster.redis());
                links.add(link);
                worker.ask(opening(cluster).with("set:cachex.backend.redis.uri", link.uri()));
            }
            // The first quarter fills what is bounded, and loads the classes.
            Round warm = round(cluster, from, duration().dividedBy(4));
            Round whole = round(cluster, from + SLOTS, duration().dividedBy(4).multipliedBy(3));
            show(warm, whole);
        } finally {
            links.forEach(Link::close);
        }
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
                "cachex.background.threads",
                String.valueOf(BACKGROUND),
                "cachex.near.max-entries",
                String.valueOf(KEPT),
                "cachex.tags.max-marks",
                String.valueOf(MARKS),
                "cachex.near.during-outage",
                "distrust",
                "cachex.outage-ttl",
                OUTAGE.toMillis() + "ms");
    }

    /** What one round came to, of all processes together but for what each holds. */
    private record Round(
            long operations,
            long drops,
            long failures,
            List<String> exceptions,
            long ownOld,
            long oldest,
            List<Order> held,
            long connections,
            List<String> endless) {}

    private Round round(Cluster cluster, int from, Duration time) {
        for (int slot = from; slot < from + SLOTS; slot++) {
            cluster.source().change(slot);
        }
        Order order = Order.of("soak").with("name", "soak").with("from", from).with("count", SLOTS);
        cluster.workers().forEach(worker -> worker.tell(order));
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            fault(cluster);
        }
        cluster.source().end(from);
        List<Order> worked = cluster.workers().stream().map(Worker::answer).toList();
        List<Order> held = cluster.ask(order.with("role", "settle"));
        try (Jedis jedis = Raw.jedis(cluster.redis())) {
            return new Round(
                    sum(worked, "operations"),
                    sum(worked, "drops"),
                    sum(worked, "failures"),
                    worked.stream()
                            .filter(answer -> answer.large("exceptions") > 0)
                            .map(answer -> answer.text("exceptions") + " " + answer.text("examples"))
                            .toList(),
                    sum(worked, "own-old"),
                    worked.stream()
                            .mapToLong(answer -> answer.large("oldest"))
                            .max()
                            .orElseThrow(),
                    held,
                    connections(jedis),
                    jedis.keys("*").stream()
                            .filter(key -> jedis.pttl(key) == -1)
                            .toList());
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

    /** One fault and its end, and a while without. */
    private void fault(Cluster cluster) {
        Link link = links.get(random.nextInt(links.size()));
        switch (random.nextInt(6)) {
            case 0 -> {
                cluster.redis().pause();
                Pause.millis(300 + random.nextInt(700));
                cluster.redis().resume();
            }
            case 1 -> {
                cluster.redis().stop();
                Pause.millis(random.nextInt(500));
                cluster.redis().restart();
            }
            case 2 -> link.cut();
            case 3 -> during(link, Link.State.REFUSING);
            case 4 -> during(link, Link.State.SILENT);
            default -> {
                link.becomeForListeners(Link.State.REFUSING);
                Pause.millis(random.nextInt(500));
                link.becomeForListeners(Link.State.UP);
            }
        }
        Pause.millis(500 + random.nextInt(500));
    }

    private void during(Link link, Link.State state) {
        link.become(state);
        Pause.millis(300 + random.nextInt(700));
        link.become(Link.State.UP);
    }

    private static void show(Round warm, Round whole) {
        String about = "in " + whole.operations + " operations, " + whole.drops + " drops and " + whole.failures
                + " failures of the source, " + duration().toSeconds() + " s";
        assertThat(whole.exceptions).isEmpty();
        Show.exactly("soak", whole.exceptions.size(), 0, "exceptions " + about);
        Show.exactly("soak", whole.ownOld, 0, "values that were older than what their own JVM had dropped");
        Show.within(
                "soak",
                Elapsed.ofNanos(whole.oldest),
                DEAD.plus(OUTAGE),
                "was the oldest value after another JVM had dropped it");
        for (int i = 0; i < PROCESSES; i++) {
            Order before = warm.held.get(i);
            Order after = whole.held.get(i);
            Show.atMost(
                    "soak",
                    after.large("objects") - before.large("objects"),
                    OBJECTS_EACH * THINGS,
                    "objects of Cachex more than after the first quarter in JVM " + i + ", most are "
                            + after.text("most"));
            Show.atMost(
                    "soak",
                    Math.max(0, after.large("threads") - before.large("threads")),
                    BACKGROUND,
                    "threads more, " + after.text("threads") + " in JVM " + i);
            System.out.println("SHOW soak: " + (after.large("heap") >> 10) + " KiB of heap after, "
                    + (before.large("heap") >> 10) + " KiB before in JVM " + i + " (printed)");
        }
        Show.atMost(
                "soak",
                whole.connections,
                CONNECTIONS,
                "connections to Redis, " + warm.connections + " after the first quarter");
        Show.atMost("soak", whole.endless.size(), warm.endless.size(), "keys without an end: " + whole.endless);
    }
}
