// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Callers that ask and ask, until this is closed; there are no right answers while the application is away. */
final class Load implements AutoCloseable {
    private static final int KEYS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Probed probed;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answers = new AtomicInteger();
    private final ReadWriteLock gate = new ReentrantReadWriteLock(true);
    private final ExecutorService threads;
    private final List<Future<Integer>> callers = new ArrayList<>();

    Load(Probed probed, int size) {
        this.probed = probed;
        this.threads = Executors.newFixedThreadPool(size);
        for (int caller = 0; caller < size; caller++) {
            callers.add(threads.submit(this::ask));
        }
    }

    private int ask() throws InterruptedException {
        int asked = 0;
        while (!over.get()) {
            gate.readLock().lock();
            try {
                probed.ask("in-application", "k" + asked++ % KEYS);
                answers.incrementAndGet();
            } catch (IOException e) {
                Thread.onSpinWait();
            } finally {
                gate.readLock().unlock();
            }
        }
        return asked;
    }

    Probed probed() {
        return probed;
    }

    int answers() {
        return answers.get();
    }

    /** Does something while no request is under way. */
    void holdWhile(Card.Check action) throws Exception {
        gate.writeLock().lock();
        try {
            action.run();
        } finally {
            gate.writeLock().unlock();
        }
        awaitAnswers(100);
    }

    /** Returns when so many more right answers came. */
    void awaitAnswers(int more) {
        int then = answers.get();
        await("it is asked").atMost(PATIENCE).until(() -> answers.get() >= then + more);
    }

    @Override
    public void close() throws Exception {
        over.set(true);
        try {
            for (Future<Integer> caller : callers) {
                caller.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
