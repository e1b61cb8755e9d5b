// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitGraphTest {
    private final WaitGraph graph = new WaitGraph();

    private record Owned(@Nullable Thread owner) implements WaitGraph.Work {}

    @Test
    void ownWork_isACircle() {
        assertThat(graph.enter(new Owned(Thread.currentThread()))).isFalse();
    }

    @Test
    void workOfOneWhoDoesNotWait_isNone() {
        assertThat(graph.enter(new Owned(new Thread("other")))).isTrue();
        assertThat(graph.enter(new Owned(null))).isTrue();
    }

    @Test
    void afterLeaving_nobodyIsInACircleWithIt() throws Exception {
        Thread self = Thread.currentThread();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Thread[] its = new Thread[1];
            other.submit(() -> its[0] = Thread.currentThread()).get();
            assertThat(graph.enter(new Owned(its[0]))).isTrue();
            Callable<Boolean> enters = () -> graph.enter(new Owned(self));
            assertThat(other.submit(enters).get()).isFalse();
            graph.leave();
            assertThat(other.submit(enters).get()).isTrue();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void circleClosedAtOneInstant_isSeenByOneOfThem() throws Exception {
        int members = 3;
        ExecutorService pool = Executors.newFixedThreadPool(members);
        CyclicBarrier start = new CyclicBarrier(members);
        CyclicBarrier end = new CyclicBarrier(members);
        Thread[] threads = new Thread[members];
        try {
            List<Future<boolean[]>> told = new ArrayList<>();
            int rounds = 20_000;
            for (int member = 0; member < members; member++) {
                int me = member;
                told.add(pool.submit(() -> {
                    boolean[] waits = new boolean[rounds];
                    threads[me] = Thread.currentThread();
                    for (int round = 0; round < rounds; round++) {
                        start.await();
                        waits[round] = graph.enter(new Owned(threads[(me + 1) % members]));
                        end.await();
                        graph.leave();
                    }
                    return waits;
                }));
            }
            List<boolean[]> waits = new ArrayList<>();
            for (Future<boolean[]> one : told) {
                waits.add(one.get());
            }
            for (int round = 0; round < rounds; round++) {
                int at = round;
                assertThat(waits)
                        .as("round " + round)
                        .filteredOn(one -> !one[at])
                        .hasSize(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
