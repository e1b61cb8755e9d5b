// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.tck.redis.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Many threads of one process that ask for the same key at the same instant. */
public final class Crowd {
    private static final int MEETING_MS = 60_000;

    private final Source source;
    private final int process;
    private final Subject cache;

    public Crowd(Source source, int process, Subject cache) {
        this.source = source;
        this.process = process;
        this.cache = cache;
    }

    /** How the source behaves. */
    public enum Mode {
        /** Answers its version. */
        VALUE,
        /** Has none. */
        NULL,
        /** Throws. */
        FAIL
    }

    private record Answer(long micros, String outcome) {}

    /** One round; whoever has asked counts down {@code asked}. */
    private record Round(int slot, long load, Mode mode, int meet, CountDownLatch asked) {}

    /**
     * Lets {@code threads} ask for {@code slot} once all of them are there and the source says that it starts; the loader takes
     * {@code load} ms and then does as {@code mode} says. Where nothing will be stored, it begins to count when all have asked: a later
     * one would rightly load again. Every load but the first waits for {@code meet} loads. Answers how long each took in µs and what
     * each got.
     */
    public Order run(Order order) throws InterruptedException, ExecutionException {
        int threads = order.number("threads");
        Round round = new Round(
                order.number("slot"),
                order.large("load"),
                Mode.valueOf(order.text("mode")),
                order.number("meet"),
                new CountDownLatch(threads));
        CountDownLatch there = new CountDownLatch(threads);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                asked.add(pool.submit(() -> {
                    there.countDown();
                    start.await();
                    return ask(round);
                }));
            }
            there.await();
            source.gathered(round.slot());
            while (!source.isStarted(round.slot())) {
                LockSupport.parkNanos(50_000);
            }
            start.countDown();
            return summary(asked);
        } finally {
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private static Order summary(List<Future<Answer>> asked) throws InterruptedException, ExecutionException {
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
    }

    private Answer ask(Round round) {
        long began = System.nanoTime();
        round.asked().countDown();
        String outcome = outcome(round);
        return new Answer((System.nanoTime() - began) / 1000, outcome);
    }

    private String outcome(Round round) {
        try {
            return String.valueOf(cache.fetch(round.slot(), () -> load(round)));
        } catch (Subject.LoadException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private Long load(Round round) throws Subject.LoadException {
        long version = source.beginLoad(round.slot(), process);
        try {
            if (round.mode() != Mode.VALUE) {
                round.asked().await();
            }
            if (round.meet() > 0 && source.loads(round.slot()) > 1) {
                meet(round);
            }
            Pause.millis(round.load());
            return switch (round.mode()) {
                case VALUE -> version;
                case NULL -> null;
                case FAIL -> throw new Subject.LoadException("refused");
            };
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            source.endLoad(round.slot(), process);
        }
    }

    private void meet(Round round) throws Subject.LoadException {
        for (int waited = 0; source.loads(round.slot()) < round.meet(); waited++) {
            if (waited > MEETING_MS) {
                throw new Subject.LoadException("the others do not load beside this one");
            }
            Pause.millis(1);
        }
    }
}
