// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves only when a test moves it. Thread-safe. */
public final class ManualClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private ManualClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Returns a clock that stands at {@code instant}, such as {@code 2030-01-01T00:00:00Z}. */
    public static ManualClock startingAt(String instant) {
        return new ManualClock(new AtomicReference<>(Instant.parse(instant)), ZoneOffset.UTC);
    }

    /** Returns a clock that stands at the beginning of some day, where the day does not matter. */
    public static ManualClock create() {
        return startingAt("2030-01-01T00:00:00Z");
    }

    /** Moves this clock on by {@code time}; a negative one moves it back. */
    public void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    /** Returns a running count of nanoseconds that moves with this clock, in place of {@link System#nanoTime}. */
    public long nanos() {
        return Duration.between(Instant.EPOCH, now.get()).toNanos();
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** Returns this clock in another time zone; both move together. */
    @Override
    public Clock withZone(ZoneId other) {
        return new ManualClock(now, other);
    }

    @Override
    public String toString() {
        return "ManualClock[" + now.get() + "]";
    }
}
