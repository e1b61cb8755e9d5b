// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Warms when the application starts, after the application's own observers, and stops when it ends. */
@ApplicationScoped
public class WarmUp {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final int LATE = 5_000;
    private static final long GRACE_SECONDS = 5;

    private final AtomicBoolean began = new AtomicBoolean();
    private final WarmHost host;
    private volatile Set<Thread> busy = Set.of();
    private volatile Runnable stop = () -> {};

    /** Called by the container. */
    @Inject
    public WarmUp(WarmHost host) {
        this.host = host;
    }

    /** For the container's proxies. */
    @SuppressWarnings("NullAway") // a proxy has no state
    protected WarmUp() {
        this.host = null;
    }

    /** Warms once, however many such events come; their payload differs from container to container. */
    void start(@Observes @Initialized(ApplicationScoped.class) @Priority(LATE) Object event) {
        if (began.compareAndSet(false, true)) {
            try {
                start();
            } catch (Throwable e) {
                LOG.log(LogMessage.WARMING_NOT_BEGUN.with(), e);
            }
        }
    }

    private void start() {
        WarmSettings settings = host.warmSettings();
        if (!settings.enabled()) {
            return;
        }
        WarmBeans found = new WarmBeans(host);
        try {
            start(settings, found);
        } catch (Throwable e) {
            found.close();
            throw e;
        }
    }

    private void start(WarmSettings settings, WarmBeans found) {
        List<Warming> warmings = found.warmings();
        if (warmings.isEmpty()) {
            found.close();
            return;
        }
        Workers workers = new Workers(host, settings.concurrency());
        WarmRun run = new WarmRun(host, warmings, workers);
        stop = () -> busy = workers.stop();
        workers.start(() -> {
            try {
                run.run();
            } finally {
                found.close();
            }
        });
        run.await();
    }

    /** Lets what is under way end after the entry it is at; who takes too long is interrupted. */
    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        stop.run();
        awaitEnd(GRACE_SECONDS);
        busy.forEach(Thread::interrupt);
        awaitEnd(1);
        if (!busy.isEmpty()) {
            LOG.log(LogMessage.WARMING_LOADS_LEFT.with(busy.size()));
        }
    }

    /** An interrupt is kept for afterwards: the end of the application goes on, and this time is bounded. */
    private void awaitEnd(long seconds) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        boolean interrupted = false;
        while (!busy.isEmpty() && System.nanoTime() - until < 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
