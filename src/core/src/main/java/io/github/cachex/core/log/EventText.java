// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.log;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.event.CacheEvent.BackendFailed;
import io.github.cachex.event.CacheEvent.Hit;
import io.github.cachex.event.CacheEvent.Invalidated;
import io.github.cachex.event.CacheEvent.LeaseWon;
import io.github.cachex.event.CacheEvent.LoadFailed;
import io.github.cachex.event.CacheEvent.Loaded;
import io.github.cachex.event.CacheEvent.Missed;
import io.github.cachex.event.CacheEvent.NotStored;
import io.github.cachex.event.CacheEvent.StaleServed;
import io.github.cachex.event.CacheEvent.Stored;
import io.github.cachex.event.CacheEvent.Undecodable;
import io.github.cachex.event.CacheEvent.Waited;
import io.github.cachex.spi.Durations;
import java.util.Locale;

/** One line per event: what, where, and the detail. */
final class EventText {
    private EventText() {}

    static String of(CacheEvent event) {
        if (event instanceof Hit) {
            return line("HIT", event, "");
        } else if (event instanceof Missed) {
            return line("MISS", event, "");
        } else if (event instanceof LeaseWon) {
            return line("LEASE", event, "");
        } else if (event instanceof Waited e) {
            return line("WAIT", event, Durations.text(e.waited()) + (e.answered() ? "" : ", in vain"));
        } else if (event instanceof Loaded e) {
            return line("LOAD", event, Durations.text(e.took()));
        } else if (event instanceof LoadFailed e) {
            return line(
                    "ERROR",
                    event,
                    "load failed after " + Durations.text(e.took()) + ": " + LogListener.describe(e.failure()));
        } else if (event instanceof StaleServed e) {
            return line(
                    "STALE", event, e.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        } else if (event instanceof Stored e) {
            return line("STORE", event, "ttl " + Durations.text(e.ttl()));
        } else if (event instanceof NotStored e) {
            return line("SKIP", event, "not stored: " + e.reason());
        } else if (event instanceof Undecodable e) {
            return line("ERROR", event, "counted as a miss, cannot be read: " + e.reason());
        } else if (event instanceof Invalidated e) {
            return line("INVALIDATE", event, e.queued() ? "queued" : "");
        } else if (event instanceof BackendFailed e) {
            return line("ERROR", event, "backend " + e.operation() + ": " + LogListener.describe(e.failure()));
        }
        throw new IllegalArgumentException("unknown event " + event.getClass());
    }

    private static String line(String what, CacheEvent event, String detail) {
        return what + ' ' + event.cache() + ' ' + printable(event.id()) + (detail.isEmpty() ? "" : ": " + detail);
    }

    /** An id with a line break must not write lines of its own. */
    private static String printable(String id) {
        StringBuilder out = new StringBuilder(id.length());
        id.codePoints().forEach(point -> out.appendCodePoint(Character.isISOControl(point) ? '?' : point));
        return out.toString();
    }
}
