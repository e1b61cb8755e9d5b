// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads of one process that each want to be the one who puts. */
final class PutIfAbsentRace {
    private PutIfAbsentRace() {}

    /** Lets {@code threads} race for each of {@code count} slots from {@code from}; answers how many won each. */
    static Order run(Subject cache, int process, Order order) throws Exception {
        int threads = order.number("threads");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Integer> winners = new ArrayList<>();
        for (int slot = order.number("from"); slot < order.number("from") + order.number("count"); slot++) {
            int raced = slot;
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                long value = 1000L * process + i;
                answers.add(pool.submit(() -> cache.putIfAbsent(raced, value)));
            }
            int won = 0;
            for (Future<Boolean> answer : answers) {
                won += answer.get() ? 1 : 0;
            }
            winners.add(won);
        }
        pool.shutdown();
        return Order.of("ok").with("winners", winners.toString().replaceAll("[\\[\\] ]", ""));
    }
}
