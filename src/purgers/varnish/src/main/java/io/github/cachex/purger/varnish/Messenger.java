// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.purger.varnish;

import io.github.cachex.purger.varnish.PurgeQueue.Item;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import io.github.cachex.spi.Purge;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells one Varnish what waits for it, in order, by a thread that begins with the first purge. While the Varnish takes nothing, it is
 * asked again after longer and longer pauses. Thread-safe.
 */
final class Messenger implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(2).toNanos();
    private static final Duration LAST_TRY = Duration.ofSeconds(2);

    private final VarnishServer server;
    private final PurgeQueue queue;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The caches of which it was said that they are purged as a whole, in this outage. */
    private final Set<CacheSpace> collapsed = new HashSet<>();

    private @Nullable Thread thread;
    private long pause;
    private boolean closing;

    Messenger(VarnishServer server, PurgeQueue queue, int most) {
        this.server = server;
        this.queue = queue;
        this.most = most;
    }

    /** Has {@code purge} told, soon and once more later. */
    void add(Purge purge) {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            for (CacheSpace cache : queue.add(purge, System.nanoTime())) {
                if (collapsed.add(cache)) {
                    LOG.log(LogMessage.PURGES_COLLAPSED.with(most, server.name(), cache.cache()));
                }
            }
            if (thread == null) {
                thread = new Thread(this::run, "cachex-purger-varnish");
                thread.setDaemon(true);
                thread.start();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        List<Item> batch = next();
        while (!batch.isEmpty()) {
            try {
                server.forget(
                        batch.stream().map(Item::key).toList(), batch.get(0).byBan());
                taken();
            } catch (IOException | RuntimeException e) {
                if (!failed(batch, e)) {
                    return;
                }
            }
            batch = next();
        }
    }

    /** Waits for what is to be told; empty where nothing is any more. */
    private List<Item> next() {
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                OptionalLong due = queue.due(now);
                if (due.isPresent() && due.getAsLong() - now <= 0) {
                    return queue.take(now);
                }
                if (closing) {
                    return List.of();
                }
                if (due.isPresent()) {
                    var unused = changed.awaitNanos(due.getAsLong() - now);
                } else {
                    changed.await();
                }
            }
        } catch (InterruptedException e) {
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private void taken() {
        lock.lock();
        try {
            if (pause > 0 && queue.due(0).stream().noneMatch(due -> due == 0)) {
                pause = 0;
                collapsed.clear();
                LOG.log(LogMessage.PURGES_TAKEN.with(server.name()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits before the next attempt; returns whether there is one. */
    private boolean failed(List<Item> batch, Exception failure) {
        lock.lock();
        try {
            queue.putBack(batch);
            if (pause == 0) {
                LOG.log(LogMessage.PURGES_WAIT.with(server.name(), String.valueOf(failure.getMessage())));
            } else {
                LOG.debug(server.name() + " still takes no purges: " + failure.getMessage());
            }
            pause = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, 2 * pause));
            for (long left = pause; left > 0 && !closing; ) {
                left = changed.awaitNanos(left);
            }
            return !closing;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets what comes once more come now, and nothing after it. */
    void hurry() {
        lock.lock();
        try {
            closing = true;
            queue.hurry();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits a moment until all was told, and says what was not. */
    @Override
    public void close() {
        hurry();
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(LAST_TRY.toMillis());
            running.interrupt();
        } catch (InterruptedException e) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            int left = queue.size();
            if (left > 0) {
                LOG.log(LogMessage.PURGES_LOST.with(server.name(), left));
                queue.clear();
            }
        } finally {
            lock.unlock();
        }
    }
}
