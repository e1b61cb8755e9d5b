// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.system;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Many threads of one process that ask for the same key at the same instant. */
final class Crowd {
    private final Source source;
    private final int process;
    private final Subject cache;

    Crowd(Source source, int process, Subject cache) {
        this.source = source;
        this.process = process;
        this.cache = cache;
    }

    /** How the source behaves. */
    enum Mode {
        /** Answers its version. */
        VALUE,
        /** Has none. */
        NULL,
        /** Throws. */
        FAIL
    }

    private record Answer(long micros, String outcome) {}

    /**
     * Lets {@code threads} ask for {@code slot} at the epoch millisecond {@code at}; the loader takes {@code load} ms and
     * then does as {@code mode} says. Answers how long each took in µs and what each got.
     */
    Order run(Order order) throws InterruptedException, ExecutionException {
        int threads = order.number("threads");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                asked.add(pool.submit(() -> ask(order)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : asked) {
                answers.add(answer.get());
            }
            return Order.of("ok")
                    .with(
                            "slowest",
                            answers.stream().mapToLong(Answer::micros).max().orElseThrow())
                    .with(
                            "outcomes",
                            answers.stream()
                                    .map(Answer::outcome)
                                    .distinct()
                                    .sorted()
                                    .toList())
                    .with("answers", answers.size());
        } finally {
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private Answer ask(Order order) {
        int slot = order.number("slot");
        long load = order.large("load");
        Mode mode = Mode.valueOf(order.text("mode"));
        waitUntil(order.large("at"));
        long began = System.nanoTime();
        String outcome = outcome(slot, load, mode);
        return new Answer((System.nanoTime() - began) / 1000, outcome);
    }

    private String outcome(int slot, long load, Mode mode) {
        try {
            return String.valueOf(cache.fetch(slot, () -> load(slot, load, mode)));
        } catch (Subject.LoadException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private Long load(int slot, long millis, Mode mode) throws Subject.LoadException {
        long version = source.beginLoad(slot, process);
        try {
            Pause.millis(millis);
            return switch (mode) {
                case VALUE -> version;
                case NULL -> null;
                case FAIL -> throw new Subject.LoadException("refused");
            };
        } finally {
            source.endLoad(slot, process);
        }
    }

    private static void waitUntil(long epochMillis) {
        for (long left = epochMillis - System.currentTimeMillis();
                left > 0;
                left = epochMillis - System.currentTimeMillis()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(left));
        }
    }
}
