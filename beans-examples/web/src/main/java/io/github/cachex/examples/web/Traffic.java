// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Customers who come one after the other and want any product, for as long as the page wants them. */
@ApplicationScoped
public class Traffic {
    /** Whoever waits for a slow warehouse keeps one of these; the rest go on. */
    private static final int THREADS = 32;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "shop-traffic");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> products = Range.ids();
    private @Nullable Future<?> running;
    private int perSecond;

    @Inject
    Shop shop;

    /** Lets {@code wanted} customers come per second; 0 for none. */
    synchronized void flow(int wanted) {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
        perSecond = wanted;
        if (wanted > 0) {
            running = threads.scheduleAtFixedRate(this::come, 0, 1_000_000L / wanted, TimeUnit.MICROSECONDS);
        }
    }

    private void come() {
        // A task of its own: the clock that sends them must not wait for an answer.
        threads.execute(() -> shop.ask(products.get(ThreadLocalRandom.current().nextInt(products.size()))));
    }

    synchronized int perSecond() {
        return perSecond;
    }

    @PreDestroy
    void end() {
        threads.shutdownNow();
    }
}
