// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Threads that start asking at the same moment, and measure how long each answer takes. */
record Crowd(int threads, int times) {
    static Crowd of(int threads, int times) {
        return new Crowd(threads, times);
    }

    /** A question whose answer is of no interest here. */
    interface Question {
        void ask() throws Exception;
    }

    Latencies ask(Question question) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            Callable<long[]> member = () -> {
                long[] micros = new long[times];
                start.await();
                for (int i = 0; i < times; i++) {
                    long from = System.nanoTime();
                    question.ask();
                    micros[i] = (System.nanoTime() - from) / 1000;
                }
                return micros;
            };
            List<Future<long[]>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                answers.add(pool.submit(member));
            }
            LongStream.Builder all = LongStream.builder();
            for (Future<long[]> answer : answers) {
                LongStream.of(answer.get()).forEach(all);
            }
            return Latencies.of(all.build());
        } finally {
            pool.shutdownNow();
        }
    }
}
