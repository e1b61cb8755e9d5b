// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.event.BreakerState;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Callers that are interrupted disturb nobody else. */
class InterruptsTest extends OverRedis {
    private static final int CALLERS = 6;
    private static final String[] PATIENT = {
        "cachex.backend-budget", "30s",
        "cachex.backend.redis.timeout.connect", "30s",
        "cachex.backend.redis.timeout.socket", "30s",
        "cachex.backend.redis.pool.max-wait", "30s",
        "cachex.breaker.slow", "30s"
    };

    /** What interrupts a virtual thread closes the socket that it reads from. */
    @Test
    void interruptsOfSomeCallers_failNoOthers() throws Exception {
        interrupting("platform", Thread::new);
        if (Runtime.version().feature() >= 21) {
            interrupting("virtual", virtual());
        }
    }

    private void interrupting(String kind, ThreadFactory factory) throws Exception {
        CacheHandler node = node(PATIENT);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        List<Thread> undisturbed = new ArrayList<>();
        List<Thread> interrupted = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(2 * CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            int caller = i;
            undisturbed.add(begin(factory, () -> {
                begun.countDown();
                while (!over.get()) {
                    calls.incrementAndGet();
                    try {
                        var unused = node.increment("count" + caller, 1, Duration.ofHours(1));
                    } catch (CacheBackendException e) {
                        failed.incrementAndGet();
                    }
                }
            }));
            interrupted.add(begin(factory, () -> {
                begun.countDown();
                for (int n = 0; !over.get(); n++) {
                    try {
                        var unused = node.fetch(CacheKey.of(caller + "-" + n, String.class), () -> "loaded");
                    } catch (RuntimeException e) {
                        // Its own interrupt.
                    }
                    var unused = Thread.interrupted();
                }
            }));
        }
        begun.await();
        int interrupts = Rounds.of(1_000, 20_000);
        for (int n = 0; n < interrupts; n++) {
            interrupted.get(n % CALLERS).interrupt();
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        over.set(true);
        for (Thread thread : undisturbed) {
            thread.join();
        }
        for (Thread thread : interrupted) {
            thread.join();
        }
        assertThat(node.stats().breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(calls).hasPositiveValue();
        Show.exactly(
                "interrupts",
                failed.get(),
                0,
                "undisturbed calls of " + kind + " threads that fail beside " + interrupts
                        + " interrupts of others, JDK " + Runtime.version().feature());
    }

    private static Thread begin(ThreadFactory factory, Runnable task) {
        Thread thread = factory.newThread(task);
        thread.start();
        return thread;
    }

    private static ThreadFactory virtual() throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }
}
