// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** The clock of the database's server, as far as this JVM knows it: corrected by each answer that shows it to be wrong. Thread-safe. */
final class ServerClock extends Clock {
    private final Clock own;
    private volatile long ahead;

    ServerClock(Clock own) {
        this.own = own;
    }

    /** Takes note that the server told {@code millis} within the last {@code nanos}. */
    void told(long millis, long nanos) {
        long trip = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
        long seen = millis - own.millis();
        // It was told some time during the trip: so it is by as much ahead, or by up to the trip more.
        if (ahead < seen || ahead > seen + trip) {
            ahead = seen + trip / 2;
        }
    }

    @Override
    public long millis() {
        return own.millis() + ahead;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
