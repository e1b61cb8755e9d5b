// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.time.Nanos;
import java.time.Duration;
import java.util.Optional;

/** The limits that a follower's patience meets, one after the other. */
enum Limit {
    /** The soft timeout since it began to wait: a stale value is served, if there is one. */
    SOFT,
    /** The hard timeout since it asked. */
    HARD,
    /** The wait timeout since it asked. */
    WAIT,
    /**
     * The wait timeout since the leader began to load: it hangs. A load beside one that has just begun, since its leader waited for
     * another JVM, would be no faster. Twice the wait timeout since it was asked where it does not even come to load.
     */
    LOADING;

    static Limit first(FetchCall call) {
        Limit last = last(call);
        Optional<Duration> soft = call.settings().waiting().softTimeout();
        return soft.isPresent() && Nanos.of(soft.get()) < last.nanos(call.settings()) ? SOFT : last;
    }

    private static Limit last(FetchCall call) {
        CacheSettings settings = call.settings();
        Optional<Duration> hard = settings.waiting().hardTimeout();
        return hard.isPresent()
                        && Nanos.of(hard.get()) < Nanos.of(settings.waiting().waitTimeout())
                ? HARD
                : WAIT;
    }

    private long nanos(CacheSettings settings) {
        return switch (this) {
            case SOFT -> Nanos.of(settings.waiting().softTimeout().orElse(Duration.ZERO));
            case HARD -> Nanos.of(settings.waiting().hardTimeout().orElse(Duration.ZERO));
            case WAIT, LOADING -> Nanos.of(settings.waiting().waitTimeout());
        };
    }

    /** Returns what comes after this one for {@code call}, where nothing could be served at it. */
    Limit next(FetchCall call) {
        return this == SOFT ? last(call) : LOADING;
    }

    /**
     * Returns how long it is until then, zero or less once it is past, for {@code call} that waits for {@code running} since
     * {@code start}. It may grow while the leader has not begun to load.
     */
    long left(Flight running, FetchCall call, long start) {
        long since = switch (this) {
            case SOFT -> start;
            case HARD, WAIT -> call.asked();
            case LOADING -> loading(running, nanos(call.settings()));
        };
        return since + nanos(call.settings()) - System.nanoTime();
    }

    private static long loading(Flight running, long patience) {
        Long since = running.loadingSince();
        return since == null ? running.began() + patience : since;
    }
}
