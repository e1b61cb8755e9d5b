// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WaitBoardTest {
    /** Long enough for a wake-up that was given already, and no wait at all. */
    private static final long AT_ONCE = 1;

    private final WaitBoard board = new WaitBoard();

    @Test
    void allWhoSitForAKey_areWoken() throws Exception {
        try (WaitBoard.Seat first = board.sit("a");
                WaitBoard.Seat second = board.sit("a");
                WaitBoard.Seat other = board.sit("b")) {
            board.wake("a");
            assertThat(first.await(AT_ONCE)).isTrue();
            assertThat(second.await(AT_ONCE)).isTrue();
            assertThat(other.await(AT_ONCE)).isFalse();
        }
    }

    @Test
    void whoeverLeaves_takesNobodysSeat() throws Exception {
        WaitBoard.Seat first = board.sit("a");
        try (WaitBoard.Seat second = board.sit("a");
                WaitBoard.Seat third = board.sit("a")) {
            first.close();
            board.wake("a");
            assertThat(first.await(AT_ONCE)).isFalse();
            assertThat(second.await(AT_ONCE)).isTrue();
            assertThat(third.await(AT_ONCE)).isTrue();
            board.wakeAll();
            assertThat(second.await(AT_ONCE)).isTrue();
        }
    }

    @Test
    void seatsTakenAndGivenBackAtOnce_areEachWokenWhileTheyAreHeld() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> missed = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                missed.add(pool.submit(() -> {
                    int lost = 0;
                    for (int round = 0; round < 5_000; round++) {
                        try (WaitBoard.Seat seat = board.sit("a")) {
                            board.wake("a");
                            lost += seat.await(AT_ONCE) ? 0 : 1;
                        }
                    }
                    return lost;
                }));
            }
            for (Future<Integer> lost : missed) {
                assertThat(lost.get()).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
