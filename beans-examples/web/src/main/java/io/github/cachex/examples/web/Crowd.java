// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many customers who want the same product in the same instant. */
@ApplicationScoped
public class Crowd {
    /**
     * What came of it on this node.
     *
     * @param callers how many asked
     * @param loads how often the warehouse was asked for this product meanwhile, by its own count
     * @param failures how many got nothing
     * @param slowestMillis how long the last of them took
     */
    public record Outcome(int callers, long loads, long failures, long slowestMillis) {}

    // Not the server's executor: its queue would let a few in at a time, and that is no stampede.
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "shop-crowd");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    Shop shop;

    @Inject
    Warehouse warehouse;

    Outcome rush(String id, int callers) throws InterruptedException, ExecutionException {
        long before = warehouse.loads(id);
        CountDownLatch ready = new CountDownLatch(callers);
        List<Future<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            asked.add(threads.submit(() -> {
                ready.countDown();
                ready.await();
                return shop.ask(id);
            }));
        }
        long failures = 0;
        long slowest = 0;
        for (Future<Answer> each : asked) {
            Answer answer = each.get();
            failures += answer.failed() ? 1 : 0;
            slowest = Math.max(slowest, answer.tookMillis());
        }
        return new Outcome(callers, warehouse.loads(id) - before, failures, slowest);
    }

    @PreDestroy
    void leave() {
        threads.shutdownNow();
    }
}
