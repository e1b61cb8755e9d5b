// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Jobs that are put over connections which break, and taken by others meanwhile. */
class OnceTest extends OverRedis {
    private static final int JOBS = Rounds.of(60, 10_000);
    /** Connections that break in a row are what this is about; a breaker would let no put through. */
    private static final String[] OFTEN_FAILING = {"cachex.breaker.failures", "1000000"};

    @Test
    void jobsOverBreakingConnections_areHandedOutOnce() throws Exception {
        Link link = link();
        List<CacheHandler> producers = List.of(node(link, OFTEN_FAILING), node(link, OFTEN_FAILING));
        List<CacheHandler> consumers = List.of(node(), node());
        AtomicIntegerArray handedOut = new AtomicIntegerArray(JOBS);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger latest = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> putting = new ArrayList<>();
        List<Thread> others = new ArrayList<>();
        for (CacheHandler producer : producers) {
            putting.add(begin(() -> {
                for (int job = next.getAndIncrement(); job < JOBS; job = next.getAndIncrement()) {
                    latest.accumulateAndGet(job, Math::max);
                    put(producer, job);
                }
            }));
        }
        for (CacheHandler consumer : consumers) {
            others.add(begin(() -> {
                while (!over.get()) {
                    take(consumer, Math.max(0, latest.get() - 8), Math.min(JOBS, latest.get() + 1), handedOut);
                }
                take(consumer, 0, JOBS, handedOut);
            }));
        }
        others.add(begin(() -> {
            while (!over.get()) {
                link.cut();
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }));
        for (Thread thread : putting) {
            thread.join();
        }
        over.set(true);
        for (Thread thread : others) {
            thread.join();
        }
        int twice = 0;
        int once = 0;
        for (int job = 0; job < JOBS; job++) {
            twice += handedOut.get(job) > 1 ? 1 : 0;
            once += handedOut.get(job) > 0 ? 1 : 0;
        }
        // How many were put at all is for the connections to say; RepeatedPutTest has each case for sure.
        Show.exactly(
                "once",
                twice,
                0,
                "of " + once + " jobs handed out twice, over connections of two of four nodes that break");
    }

    private static CacheKey<String> key(int job) {
        return CacheKey.of("job" + job, String.class);
    }

    private static void put(CacheHandler producer, int job) {
        try {
            producer.put(key(job), "job " + job, CacheOptions.defaults().backendErrors(ErrorPolicy.THROW));
        } catch (CacheBackendException e) {
            // Nobody knows whether it was put.
        }
    }

    private static void take(CacheHandler consumer, int from, int to, AtomicIntegerArray handedOut) {
        for (int job = from; job < to; job++) {
            try {
                if (consumer.getAndRemove(key(job)).isPresent()) {
                    handedOut.incrementAndGet(job);
                }
            } catch (CacheBackendException e) {
                // Nor whether it was taken: it is not handed out here, then.
            }
        }
    }

    private static Thread begin(Runnable task) {
        Thread thread = new Thread(task, "once");
        thread.start();
        return thread;
    }
}
