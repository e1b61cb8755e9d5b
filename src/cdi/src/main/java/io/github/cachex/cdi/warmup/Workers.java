// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the steps of a warm-up, a bounded number at once, until there are no more or it is told to stop. Thread-safe. */
final class Workers {
    private final WarmHost host;
    private final int concurrency;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Set<Thread> busy = ConcurrentHashMap.newKeySet();

    Workers(WarmHost host, int concurrency) {
        this.host = host;
        this.concurrency = concurrency;
    }

    /** Lets a thread run {@code task}, and knows its thread so that it can be stopped. */
    void start(Runnable task) {
        host.threads().execute(() -> register(task));
    }

    private void register(Runnable task) {
        busy.add(Thread.currentThread());
        try {
            task.run();
        } finally {
            busy.remove(Thread.currentThread());
        }
    }

    /** Runs all {@code steps}, on this thread and helpers beside it; returns when all ended that were begun. */
    void run(Stream<? extends Warming.Step> steps, Progress progress) {
        Queue queue = new Queue(steps.iterator());
        // One party is this thread; a helper that comes when all is done finds the phaser ended.
        Phaser working = new Phaser(1);
        for (int i = 1; i < concurrency; i++) {
            try {
                start(() -> {
                    if (working.register() >= 0) {
                        drain(queue, progress, working);
                    }
                });
            } catch (Throwable e) {
                break; // A busy server: fewer at once will do.
            }
        }
        int phase = working.getPhase();
        drain(queue, progress, working);
        working.awaitAdvance(phase);
        queue.<RuntimeException>rethrow();
    }

    private void drain(Queue queue, Progress progress, Phaser working) {
        try {
            boolean more = true;
            while (more && !isStopped()) {
                // Each entry is a request of its own, from asking for it on: the list may come out of a request's bean.
                more = host.inRequest(() -> runNext(queue, progress));
            }
        } finally {
            working.arriveAndDeregister();
        }
    }

    private boolean runNext(Queue queue, Progress progress) {
        Optional<Warming.Step> step = queue.next();
        step.ifPresent(found -> run(found, progress));
        return step.isPresent();
    }

    private void run(Warming.Step step, Progress progress) {
        try {
            if (step.isOff()) {
                progress.leftOut();
            } else {
                progress.done(step.run());
            }
        } catch (Throwable e) {
            progress.failed(what(step), e);
        } finally {
            forgetInterrupt();
        }
    }

    private static String what(Warming.Step step) {
        try {
            return step.what();
        } catch (Throwable e) {
            return "an entry that does not say what it is (" + e.getClass().getName() + ")";
        }
    }

    /** What code of the application throws as an interrupt must not end the next step; who stops us means it. */
    void forgetInterrupt() {
        if (!isStopped()) {
            var unused = Thread.interrupted();
        }
    }

    /** Returns what {@code steps} says, asked for within a request. */
    Stream<? extends Warming.Step> steps(Warming warming) throws Exception {
        return host.<Stream<? extends Warming.Step>, Exception>inRequest(warming::steps);
    }

    boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Waits for {@code pause} or until stopped, and returns whether it was stopped. */
    boolean pause(Duration pause) {
        try {
            return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Lets every thread end after its step; returns those that are still at it. */
    Set<Thread> stop() {
        stop.countDown();
        return busy;
    }

    /** Hands out steps, to one thread at a time. */
    private static final class Queue {
        private final Iterator<? extends Warming.Step> steps;
        private Optional<Throwable> failure = Optional.empty();

        Queue(Iterator<? extends Warming.Step> steps) {
            this.steps = steps;
        }

        synchronized Optional<Warming.Step> next() {
            try {
                return failure.isEmpty() && steps.hasNext() ? Optional.of(steps.next()) : Optional.empty();
            } catch (Throwable e) {
                failure = Optional.of(e);
                return Optional.empty();
            }
        }

        @SuppressWarnings("unchecked")
        synchronized <E extends Throwable> void rethrow() throws E {
            if (failure.isPresent()) {
                throw (E) failure.get();
            }
        }
    }
}
