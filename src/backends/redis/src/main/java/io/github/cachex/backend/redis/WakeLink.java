// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.EntryKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears that leases ended, on one connection and one daemon thread, which begin when something is first waited for. It runs
 * no code but the sink. A broken connection is made anew, waiting longer each time. Thread-safe.
 */
final class WakeLink implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.github.cachex.redis");
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long SHORTEST_PAUSE_MILLIS = 50;

    private final byte[] id = new byte[Long.BYTES];
    private final Supplier<Subscriber> subscribers;
    private final Set<String> namespaces = new LinkedHashSet<>();
    private final Set<String> unheard = new HashSet<>();
    private volatile Consumer<String> sink = key -> {};
    private @Nullable Thread thread;
    private @Nullable Subscriber subscriber;
    private boolean up;
    private boolean closed;
    private int failures;

    WakeLink(Supplier<Subscriber> subscribers) {
        this.subscribers = subscribers;
        new SecureRandom().nextBytes(id);
    }

    /** Returns what a lease keeps of this JVM, and the end of its channel's name in hex. */
    byte[] id() {
        return id;
    }

    /** Returns the begin of the channel's name for keys of {@code namespace}. */
    static String channels(String namespace) {
        return namespace + ":wake:";
    }

    void onWake(Consumer<String> sink) {
        this.sink = sink;
    }

    /**
     * Notes that Redis was asked to wake this JVM for {@code key}. While nothing is heard yet, the wake-up may have gone by:
     * then it is given when hearing begins.
     */
    synchronized void awaits(EntryKey key) {
        if (closed) {
            return;
        }
        if (namespaces.add(key.namespace())) {
            up = false;
            hangUp();
        }
        if (!up) {
            unheard.add(key.value());
        }
        if (thread == null) {
            thread = Daemons.named("cachex-redis-wake").newThread(this::run);
            thread.start();
        }
    }

    private void run() {
        Subscriber next;
        while ((next = next()) != null) {
            try {
                next.listen(names(), this::subscribed, this::woken);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.DEBUG, "the link for wake-ups broke; it is made anew", e);
            }
            pause();
        }
    }

    private synchronized @Nullable Subscriber next() {
        subscriber = closed ? null : subscribers.get();
        return subscriber;
    }

    private synchronized Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        namespaces.forEach(
                namespace -> names.add(channels(namespace) + HexFormat.of().formatHex(id)));
        return names;
    }

    private void subscribed() {
        Set<String> keys;
        synchronized (this) {
            up = true;
            failures = 0;
            keys = Set.copyOf(unheard);
            unheard.clear();
        }
        keys.forEach(this::woken);
    }

    private void woken(String key) {
        try {
            sink.accept(key);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a wake-up was not taken", e);
        }
    }

    /** Waits before the next attempt: the longer, the more have failed, and not in step with other JVMs. */
    private synchronized void pause() {
        up = false;
        subscriber = null;
        long most = Math.min(SHORTEST_PAUSE_MILLIS << Math.min(failures++, 10), LONGEST_PAUSE.toMillis());
        long end = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        try {
            for (long left = end - System.nanoTime(); left > 0 && !closed; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but a shutdown of all threads, after which asking again is right.
        }
    }

    private synchronized void hangUp() {
        if (subscriber != null) {
            subscriber.hangUp();
        }
    }

    /** Ends the thread and its connection. */
    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            closed = true;
            unheard.clear();
            notifyAll();
            hangUp();
            ending = thread;
        }
        if (ending != null && ending != Thread.currentThread()) {
            try {
                ending.join(TimeUnit.SECONDS.toMillis(2));
                // It may wait for a connection of the application's pool, perhaps for ever.
                ending.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
