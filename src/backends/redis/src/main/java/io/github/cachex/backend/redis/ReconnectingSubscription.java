// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.LineLogger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Keeps one connection on which channels are heard, from the first channel on: where it breaks or falls silent it is made anew,
 * waiting longer each time. One daemon thread listens, another sends, so that nobody else ever waits for a socket. Thread-safe.
 */
final class ReconnectingSubscription implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    private static final long TICK_MILLIS = 1_000;
    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long PATIENCE_MILLIS = 2_000;

    private final Supplier<Subscriber> subscribers;
    private final Listener listener;
    private final ScheduledThreadPoolExecutor sender;
    private final Set<Long> beats = ConcurrentHashMap.newKeySet();
    private final Set<String> channels = new LinkedHashSet<>();
    /** Those that may be refused, and are not asked for again then. */
    private final Set<String> dispensable = ConcurrentHashMap.newKeySet();

    private @Nullable Thread reader;
    private @Nullable Attempt current;
    private long attempts;
    private int failures;
    private boolean closed;

    /** Is told what is heard, on one thread. */
    interface Listener {
        /** What is said on {@code channel} is heard from now on, until {@link #broke}. */
        void subscribed(String channel);

        /** {@code channel} was asked for and is refused; returns whether that is all that is to be done about it. */
        default boolean refused(String channel) {
            return false;
        }

        /** Something was said on {@code channel}. */
        void message(String channel, byte[] message);

        /** The beat that {@code asker} asked for came back, which was sent at {@code sentAt}. */
        void alive(long asker, long sentAt);

        /** The connection broke, or could not be made. */
        void broke();
    }

    ReconnectingSubscription(Supplier<Subscriber> subscribers, Listener listener) {
        this.subscribers = subscribers;
        this.listener = listener;
        sender = new ScheduledThreadPoolExecutor(
                1, Daemons.named("cachex-redis-link-sender"), new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Receives what is said on {@code channel} from now on; {@link Listener#subscribed} is called even where it is received
     * already. The first one asked for must be this JVM's own.
     */
    synchronized void follow(String channel) {
        if (closed) {
            return;
        }
        channels.add(channel);
        send(subscriber -> settle(subscriber, channel));
        if (reader == null) {
            reader = Daemons.named("cachex-redis-link").newThread(this::run);
            reader.start();
            // It ends with its executor, and throws nothing.
            Future<?> unused =
                    sender.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The same for a channel that may be refused: where the whole connection ends for that, it is done without. */
    void followIfAllowed(String channel) {
        synchronized (this) {
            if (closed || channels.contains(channel)) {
                return;
            }
            dispensable.add(channel);
        }
        follow(channel);
    }

    /** Hears {@code channel} no longer. */
    synchronized void leave(String channel) {
        channels.remove(channel);
        send(subscriber -> settle(subscriber, channel));
    }

    /** Asks for a sign of life, which {@link Listener#alive} tells with {@code asker}, a positive number. */
    void beat(long asker) {
        if (beats.add(asker)) {
            sender.execute(() -> {
                beats.remove(asker);
                beatNow(asker);
            });
        }
    }

    /** Makes the connection anew, with a gap, wherever it leads by now. */
    void renew() {
        sender.execute(() -> {
            Attempt attempt = attempt();
            if (attempt != null) {
                attempt.subscriber.hangUp();
            }
        });
    }

    /** What was wanted last counts, since this runs later than it was asked for. */
    private void settle(Subscriber subscriber, String channel) {
        if (isWanted(channel)) {
            subscriber.subscribe(List.of(channel));
        } else {
            subscriber.unsubscribe(channel);
        }
    }

    private synchronized boolean isWanted(String channel) {
        return channels.contains(channel);
    }

    private synchronized List<String> wanted() {
        return new ArrayList<>(channels);
    }

    private void beatNow(long asker) {
        Attempt attempt = current();
        if (attempt != null) {
            say(attempt, subscriber -> attempt.beat(asker));
        }
    }

    /** Asks a quiet connection for a sign of life, and ends one that gives none, or has been used for long enough. */
    private void tick() {
        Attempt attempt = current();
        if (attempt != null && (attempt.liveness.isDead() || attempt.subscriber.isOver())) {
            attempt.subscriber.hangUp();
        } else if (attempt != null && attempt.liveness.isQuiet()) {
            say(attempt, subscriber -> attempt.beat(0));
        }
    }

    private void send(Consumer<Subscriber> words) {
        sender.execute(() -> {
            Attempt attempt = current();
            if (attempt != null) {
                say(attempt, words);
            }
        });
    }

    private static void say(Attempt attempt, Consumer<Subscriber> words) {
        try {
            words.accept(attempt.subscriber);
        } catch (RuntimeException e) {
            // If its connection broke, the reader sees it too, or the silence will tell.
            LOG.debug("the link could not be spoken to", e);
        }
    }

    /** Returns the connection that is open, if one is. */
    private @Nullable Attempt current() {
        Attempt attempt = attempt();
        return attempt != null && attempt.open ? attempt : null;
    }

    private synchronized @Nullable Attempt attempt() {
        return current;
    }

    private void run() {
        for (Attempt next = next(); next != null; next = next()) {
            try {
                next.subscriber.listen(wanted().get(0), next);
            } catch (RuntimeException | Error e) {
                // An Error as well: that of a client which reads what nests, or claims two gigabytes.
                LOG.debug("the link broke; it is made anew", e);
                if (e instanceof JedisDataException) {
                    next.refused().forEach(this::dispense);
                }
            }
            over();
            listener.broke();
            pause(next);
        }
    }

    private synchronized @Nullable Attempt next() {
        current = closed ? null : new Attempt(++attempts, subscribers.get());
        return current;
    }

    private void dispense(String channel) {
        synchronized (this) {
            channels.remove(channel);
        }
        boolean unused = listener.refused(channel);
    }

    private synchronized void over() {
        current = null;
    }

    /** Waits before the next attempt: the longer, the more have failed, and not in step with other JVMs. */
    private synchronized void pause(Attempt last) {
        failures = last.lasted(LONGEST_PAUSE) ? 0 : failures;
        long most = Math.min(SHORTEST_PAUSE_MILLIS << Math.min(failures++, 10), LONGEST_PAUSE.toMillis());
        long end = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        try {
            for (long left = end - System.nanoTime(); left > 0 && !closed; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but close, and a shutdown of all threads, after which asking again is
            // right.
        }
    }

    /** Ends both threads and the connection. */
    @Override
    public void close() {
        Attempt attempt;
        Thread ending;
        synchronized (this) {
            closed = true;
            notifyAll();
            attempt = current;
            ending = reader;
        }
        sender.shutdownNow();
        try {
            // What it still said to a subscriber that hangs up would be answered to the next user of the connection.
            sender.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (attempt != null) {
                attempt.subscriber.hangUp();
            }
            if (ending != null && ending != Thread.currentThread()) {
                ending.join(PATIENCE_MILLIS);
                // It may wait for a connection of the application's pool, perhaps for ever.
                ending.interrupt();
                ending.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            if (attempt != null) {
                attempt.subscriber.hangUp();
            }
            Thread.currentThread().interrupt();
        }
    }

    /** One connection, from dialling to its end. */
    private final class Attempt implements Subscriber.SubscriptionListener {
        private final long number;
        private final Subscriber subscriber;
        private final long began = System.nanoTime();
        private final Liveness liveness = new Liveness(System::nanoTime);
        private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
        private volatile boolean open;

        Attempt(long number, Subscriber subscriber) {
            this.number = number;
            this.subscriber = subscriber;
        }

        boolean lasted(Duration time) {
            return System.nanoTime() - began > time.toNanos();
        }

        void beat(long asker) {
            subscriber.beat(number + " " + asker + " " + System.nanoTime());
            liveness.asked();
        }

        @Override
        public void opened() {
            liveness.heard();
            open = true;
            // What may be refused is asked for by itself: a client of the application's may lose its connection for it.
            send(any -> any.subscribe(wanted().stream()
                    .filter(channel -> !dispensable.contains(channel))
                    .toList()));
            wanted().stream().filter(dispensable::contains).forEach(channel -> send(any -> settle(any, channel)));
        }

        @Override
        public void subscribed(String channel) {
            liveness.heard();
            subscribed.add(channel);
            listener.subscribed(channel);
        }

        /** Returns what may be refused and was not confirmed on this connection, which ended for some refusal. */
        List<String> refused() {
            return open
                    ? dispensable.stream()
                            .filter(channel -> isWanted(channel) && !subscribed.contains(channel))
                            .toList()
                    : List.of();
        }

        @Override
        public boolean refused(String channel) {
            return listener.refused(channel);
        }

        @Override
        public void message(String channel, byte[] message) {
            liveness.heard();
            listener.message(channel, message);
        }

        /** A beat of an earlier connection, and what others put in its place, says nothing of this one. */
        @Override
        public void beaten(String text) {
            String[] parts = text.split(" ", -1);
            if (parts.length == 3 && parts[0].equals(String.valueOf(number))) {
                liveness.heard();
                try {
                    listener.alive(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
                } catch (NumberFormatException e) {
                    LOG.debug("a beat that nobody sent", e);
                }
            }
        }
    }
}
