// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.core.time.Nanos;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.event.BreakerState;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Opens after several failed or slow calls in a row; closes when {@link Probe} finds the backend well. Thread-safe, and
 * without a lock: a call that passes reads two fields.
 *
 * <p>After Nygard, "Release It!" (2007), without its half-open state: there the next caller tries, and pays.
 */
public final class Breaker {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private static final String WHOLE = "*";

    // While a change is told the next one cannot begin, so that everyone hears them in their order.
    private enum Phase {
        CLOSED,
        OPENING,
        OPEN,
        CLOSING
    }

    private final int limit;
    private final long slowNanos;
    private final LongSupplier nanos;
    private final Supplier<String> subject;
    private final List<BreakerListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CLOSED);
    private final AtomicInteger inARow = new AtomicInteger();
    private final AtomicLong slowAt;
    private volatile long closedAt;
    private volatile String reason = "";

    /** Creates a closed one that opens after {@code limit} calls in a row that failed or took longer than {@code slow}. */
    public Breaker(int limit, Duration slow) {
        this(limit, slow, () -> WHOLE);
    }

    /** Creates the one before the part of a backend that {@code subject} names in events and in the log. */
    public Breaker(int limit, Duration slow, Supplier<String> subject) {
        this(limit, slow, subject, System::nanoTime);
    }

    Breaker(int limit, Duration slow, LongSupplier nanos) {
        this(limit, slow, () -> WHOLE, nanos);
    }

    Breaker(int limit, Duration slow, Supplier<String> subject, LongSupplier nanos) {
        this.limit = limit;
        this.slowNanos = Nanos.of(slow);
        this.subject = subject;
        this.nanos = nanos;
        this.closedAt = nanos.getAsLong();
        this.slowAt = new AtomicLong(closedAt);
    }

    /** Lets {@code listener} hear of every change from now on. */
    public void listen(BreakerListener listener) {
        listeners.add(listener);
    }

    /** Returns whether calls pass. */
    public BreakerState state() {
        return isOpen() ? BreakerState.OPEN : BreakerState.CLOSED;
    }

    boolean isOpen() {
        Phase now = phase.get();
        return now == Phase.OPEN || now == Phase.OPENING;
    }

    /** Returns why it is open, in words. */
    String reason() {
        return reason;
    }

    /** Returns what it is before, as events name it: a part of the backend, or {@code *} for the whole. */
    public String subject() {
        return subject.get();
    }

    /** Returns what is thrown in the place of {@code operation} about {@code key} while it is open. */
    BreakerOpenException refusal(String backend, String operation, String key) {
        String part = subject();
        return new BreakerOpenException(backend, operation, key, part.equals(WHOLE) ? "" : " of " + part, reason);
    }

    long now() {
        return nanos.getAsLong();
    }

    boolean isSlow(long sentAt, int trips) {
        return nanos.getAsLong() - sentAt > slowNanos * trips;
    }

    /** Notes that a call sent at {@code sentAt}, which takes {@code trips} round trips, was answered. */
    void answered(long sentAt, int trips) {
        if (!isSlow(sentAt, trips)) {
            if (inARow.get() != 0 && !isOutdated(sentAt)) {
                inARow.set(0);
            }
            return;
        }
        // Calls that were slow side by side count once: a pause of this JVM holds up all that are under way.
        long before = slowAt.get();
        long now = nanos.getAsLong();
        if (sentAt - before >= 0 && slowAt.compareAndSet(before, now)) {
            count(sentAt, "a call that took " + text(now - sentAt));
        }
    }

    /** Notes that a call sent at {@code sentAt} failed for a reason that lies with the backend. */
    void failed(long sentAt, CacheBackendException failure) {
        count(sentAt, String.valueOf(failure.getMessage()));
    }

    /** Returns a time as the log has it, in whole milliseconds. */
    static String text(long nanos) {
        return Durations.text(Duration.ofNanos(nanos).truncatedTo(ChronoUnit.MILLIS));
    }

    private void count(long sentAt, String what) {
        if (!isOutdated(sentAt)
                && inARow.incrementAndGet() >= limit
                && phase.compareAndSet(Phase.CLOSED, Phase.OPENING)) {
            reason = limit + " failed or slow calls in a row, the last: " + what;
            try {
                tell(listener -> listener.opened(reason));
            } finally {
                phase.set(Phase.OPEN);
            }
        }
    }

    /** What was sent before the backend recovered says nothing of how it is now. */
    private boolean isOutdated(long sentAt) {
        return sentAt - closedAt < 0;
    }

    /** Lets calls pass again if it is open. For the probe alone. */
    void close(String why) {
        if (phase.get() != Phase.OPEN) {
            return;
        }
        listeners.forEach(BreakerListener::recovered);
        long now = nanos.getAsLong();
        closedAt = now;
        slowAt.set(now);
        inARow.set(0);
        phase.set(Phase.CLOSING);
        try {
            tell(listener -> listener.closed(why));
        } finally {
            phase.set(Phase.CLOSED);
        }
    }

    private void tell(Consumer<BreakerListener> change) {
        for (BreakerListener listener : listeners) {
            try {
                change.accept(listener);
            } catch (Throwable e) {
                LOG.log(LogMessage.BREAKER_FOLLOWERS_FAILED.with(), e);
            }
        }
    }
}
