// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import io.github.cachex.event.BreakerState;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.event.CacheEvent.Asking;
import io.github.cachex.event.CacheEvent.BackendFailed;
import io.github.cachex.event.CacheEvent.BreakerChanged;
import io.github.cachex.event.CacheEvent.FailureServed;
import io.github.cachex.event.CacheEvent.GroupInvalidated;
import io.github.cachex.event.CacheEvent.Hit;
import io.github.cachex.event.CacheEvent.Invalidated;
import io.github.cachex.event.CacheEvent.Invalidating;
import io.github.cachex.event.CacheEvent.LeaseWon;
import io.github.cachex.event.CacheEvent.LinkChanged;
import io.github.cachex.event.CacheEvent.LoadFailed;
import io.github.cachex.event.CacheEvent.Loaded;
import io.github.cachex.event.CacheEvent.Loading;
import io.github.cachex.event.CacheEvent.Missed;
import io.github.cachex.event.CacheEvent.NotStored;
import io.github.cachex.event.CacheEvent.OutageServed;
import io.github.cachex.event.CacheEvent.StaleServed;
import io.github.cachex.event.CacheEvent.Stored;
import io.github.cachex.event.CacheEvent.SwitchChanged;
import io.github.cachex.event.CacheEvent.Undecodable;
import io.github.cachex.event.CacheEvent.Waited;
import io.github.cachex.event.CacheEvent.Writing;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** One line per event: what, where, and the detail. */
final class EventText {
    private EventText() {}

    static LogLine of(CacheEvent event) {
        if (event instanceof Hit e) {
            return line(LogMessage.HIT, event, e.near() ? "near" : "");
        } else if (event instanceof Asking) {
            return line(LogMessage.ASK, event, "");
        } else if (event instanceof Loading) {
            return line(LogMessage.LOADING, event, "");
        } else if (event instanceof Writing) {
            return line(LogMessage.WRITING, event, "");
        } else if (event instanceof Invalidating) {
            return line(LogMessage.INVALIDATING, event, "");
        } else if (event instanceof GroupInvalidated e) {
            return line(LogMessage.INVALIDATE, event, e.queued() ? "queued" : "");
        } else if (event instanceof OutageServed) {
            return line(LogMessage.OUTAGE, event, "the backend is down; served what this JVM holds");
        } else if (event instanceof BreakerChanged e) {
            return line(
                    e.state() == BreakerState.OPEN ? LogMessage.BREAKER_OPEN : LogMessage.BREAKER_CLOSED,
                    event,
                    e.state().name().toLowerCase(Locale.ROOT) + ", " + e.reason());
        } else if (event instanceof LinkChanged e) {
            return line(
                    e.up() ? LogMessage.LINK_UP : LogMessage.LINK_DOWN,
                    event,
                    e.up() ? "up, changes by other JVMs are heard" : "down, changes by other JVMs are not heard");
        } else if (event instanceof SwitchChanged e) {
            return line(
                    e.on() ? LogMessage.SWITCH_ON : LogMessage.SWITCH_OFF,
                    event,
                    (e.on() ? "on, " : "off, nothing is cached or found, ") + e.reason());
        } else if (event instanceof Missed) {
            return line(LogMessage.MISS, event, "");
        } else if (event instanceof LeaseWon) {
            return line(LogMessage.LEASE, event, "");
        } else if (event instanceof Waited e) {
            return line(LogMessage.WAIT, event, time(e.waited()) + (e.answered() ? "" : ", in vain"));
        } else if (event instanceof Loaded e) {
            return line(LogMessage.LOAD, event, time(e.took()));
        } else if (event instanceof LoadFailed e) {
            return line(
                    LogMessage.LOAD_FAILED,
                    event,
                    "load failed after " + time(e.took()) + ": " + LogListener.describe(e.failure()));
        } else if (event instanceof StaleServed e) {
            return line(
                    LogMessage.STALE,
                    event,
                    e.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        } else if (event instanceof FailureServed e) {
            return line(LogMessage.FAILURE_SERVED, event, "kept: " + e.type());
        } else if (event instanceof Stored e) {
            return line(LogMessage.STORE, event, "ttl " + time(e.ttl()));
        } else if (event instanceof NotStored e) {
            return line(
                    asksForARemedy(e) ? LogMessage.NOT_STORED : LogMessage.SKIPPED, event, "not stored: " + e.reason());
        } else if (event instanceof Undecodable e) {
            return line(LogMessage.UNREADABLE, event, "counted as a miss, cannot be read: " + e.reason());
        } else if (event instanceof Invalidated e) {
            return line(LogMessage.INVALIDATE, event, e.queued() ? "queued" : "");
        } else if (event instanceof BackendFailed e) {
            return line(
                    LogMessage.BACKEND_FAILED,
                    event,
                    "backend " + e.operation() + ": " + LogListener.describe(e.failure()));
        }
        throw new IllegalArgumentException("unknown event " + event.getClass());
    }

    /** A reason that goes on with a remedy tells of a mistake; one that does not was asked for. */
    private static boolean asksForARemedy(NotStored event) {
        return hasRemedy(event.reason());
    }

    static boolean hasRemedy(String reason) {
        return reason.contains("; ");
    }

    /** A time as people configure it; nobody needs its nanoseconds. */
    private static String time(Duration time) {
        return Durations.text(time.truncatedTo(ChronoUnit.MILLIS));
    }

    private static LogLine line(LogMessage what, CacheEvent event, String detail) {
        return what.of(event.cache(), event.id(), detail);
    }
}
