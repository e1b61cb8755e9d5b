// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where threads of this JVM wait for loads of other JVMs. Thread-safe. A seat is taken before the backend is told to wake
 * us, so that no wake-up is lost; waking runs no code of the waiter.
 */
public final class WaitBoard {
    private final ConcurrentMap<String, List<Seat>> seats = new ConcurrentHashMap<>();

    /** Takes a seat for {@code key}. Give it back by closing it. */
    public Seat sit(String key) {
        Seat seat = new Seat(key);
        seats.merge(key, seat.alone, WaitBoard::together);
        return seat;
    }

    private static List<Seat> together(List<Seat> sitting, List<Seat> more) {
        return Stream.concat(sitting.stream(), more.stream()).toList();
    }

    /** Wakes those who wait for {@code key}. */
    public void wake(String key) {
        List<Seat> sitting = seats.get(key);
        if (sitting != null) {
            sitting.forEach(Seat::wake);
        }
    }

    /** Wakes everybody. */
    public void wakeAll() {
        seats.values().forEach(sitting -> sitting.forEach(Seat::wake));
    }

    /** A place to wait. Belongs to one thread. */
    public final class Seat implements AutoCloseable {
        private final String key;
        private final List<Seat> alone = List.of(this);
        private final Semaphore wakeUps = new Semaphore(0);

        private Seat(String key) {
            this.key = key;
        }

        private void wake() {
            wakeUps.release();
        }

        /** Forgets wake-ups so far: what comes next is news. */
        void clear() {
            wakeUps.drainPermits();
        }

        /** Waits for a wake-up, at most {@code nanos}; false if none came. */
        boolean await(long nanos) throws InterruptedException {
            boolean woken = wakeUps.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            wakeUps.drainPermits();
            return woken;
        }

        private @Nullable List<Seat> without(List<Seat> sitting) {
            List<Seat> left = sitting.stream().filter(seat -> seat != this).toList();
            return left.isEmpty() ? null : left;
        }

        @Override
        public void close() {
            if (!seats.remove(key, alone)) {
                seats.computeIfPresent(key, (k, sitting) -> without(sitting));
            }
        }
    }
}
