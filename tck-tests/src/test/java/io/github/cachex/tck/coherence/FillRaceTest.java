// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.FencedCache;
import io.github.cachex.tck.process.FillRace;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.SlowReads;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read before a change and kept here after it is never served again, however the two race. */
class FillRaceTest {
    private static final int JVMS = 2;
    private static final int SLOTS = 500;
    private static final long GAP = TimeUnit.MICROSECONDS.toNanos(1500);
    /** Each process fills each slot of a batch. */
    private static final int FILLS = JVMS * SLOTS;

    /** As long as a message may be on its way to this process: what is old for longer is old for good. */
    private static final Duration DEAD = Duration.ofSeconds(20);

    private static Cluster cluster;
    private static int from;

    @BeforeAll
    static void startProcesses() {
        cluster = Cluster.of(JVMS);
        cluster.warmUp();
        from = cluster.freshSlots(SLOTS);
    }

    @AfterAll
    static void endProcesses() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"HANDLER, INVALIDATE", "HANDLER, PUT", "METHOD, INVALIDATE"})
    void fillsThatRaceChanges_leaveNothingOld(String near, FillRace.Change change) {
        cluster.ask(opening(near));
        int batches = Rounds.of(4000, 20_000) / FILLS;
        long wrong = 0;
        for (int batch = 0; batch < batches; batch++) {
            wrong += race(change, DEAD.plusSeconds(5));
        }
        cluster.ask(Order.of("close").with("name", "raced"));
        Show.exactly(
                "fill-race",
                wrong,
                0,
                "old for good of " + batches * FILLS + " fills racing " + change + " near " + near);
    }

    @Test
    void unguardedControl_keepsOldValues() {
        cluster.ask(opening("UNGUARDED"));
        long wrong = 0;
        int fills = 0;
        while (wrong == 0 && fills < 20_000) {
            wrong += race(FillRace.Change.INVALIDATE, Duration.ofSeconds(3));
            fills += FILLS;
        }
        cluster.ask(Order.of("close").with("name", "raced"));
        Show.atLeast("fill-race", wrong, 1, "old for good of " + fills + " fills without stamps, the control");
    }

    private static Order opening(String near) {
        return cluster.opening("raced", "cachex.link.dead", DEAD.toSeconds() + "s")
                .with("kind", "raced")
                .with("race", near);
    }

    private static long race(FillRace.Change change, Duration patience) {
        for (int slot = from; slot < from + SLOTS; slot++) {
            cluster.source().change(slot);
        }
        Order order =
                Order.of("fill-race").with("name", "raced").with("from", from).with("count", SLOTS);
        cluster.workers().get(0).ask(order.with("step", "prepare"));
        cluster.ask(order.with("step", "race")
                .with("change", change)
                .with("gap", GAP)
                .with("at", System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100)));
        bind(change);
        return cluster.ask(order.with("step", "judge").with("patience", patience.toMillis())).stream()
                .mapToLong(answer -> answer.large("wrong"))
                .sum();
    }

    /** Says which version is right: the newest, or of two that were put at once the one that Redis took last. */
    private static void bind(FillRace.Change change) {
        try (CacheHandler far = OverRedis.builder(cluster.redis().uri(), "cachex.near.enabled", "false")
                .name("raced")
                .serializer(new SlowReads())
                .build()) {
            for (int slot = from; slot < from + SLOTS; slot++) {
                long right = change == FillRace.Change.PUT
                        ? far.require(CacheKey.of(FencedCache.id(slot), Long.class))
                        : cluster.source().version(slot);
                cluster.source().bind(slot, right);
            }
        }
    }
}
