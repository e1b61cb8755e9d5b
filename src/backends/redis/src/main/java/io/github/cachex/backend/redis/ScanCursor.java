// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Optional;
import redis.clients.jedis.params.ScanParams;

/**
 * How far a scan over all primaries has come. Where slots have moved since it began, it begins again at its end: what moved may have
 * gone from one that was still to be looked at to one that no longer was.
 *
 * @param generation the primaries and their slots when it began
 * @param primary the number of the primary that is looked at
 * @param cursor that primary's own cursor
 */
record ScanCursor(long generation, int primary, String cursor) {
    static ScanCursor begin(Snapshot now) {
        return new ScanCursor(now.generation(), 0, ScanParams.SCAN_POINTER_START);
    }

    static ScanCursor parse(String text) {
        String[] parts = text.split(":", 3);
        return new ScanCursor(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }

    /** Returns where to go on. */
    ScanCursor in(Snapshot now) {
        return generation == now.generation() ? this : begin(now);
    }

    /** Returns what comes behind this page, after which the primary's own cursor is {@code next}; empty at the end. */
    Optional<ScanCursor> next(String next, Snapshot now) {
        if (!next.equals(ScanParams.SCAN_POINTER_START)) {
            return Optional.of(new ScanCursor(generation, primary, next));
        }
        return primary + 1 < now.primaries().size()
                ? Optional.of(new ScanCursor(generation, primary + 1, ScanParams.SCAN_POINTER_START))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return generation + ":" + primary + ":" + cursor;
    }
}
