// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.error.MessageText;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.NewEntry;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The operations whose answer decides what the caller does. They throw where the backend fails, and while an invalidation of their key
 * is queued: a guess would have it done twice, or never. Thread-safe.
 */
public final class StrictWrites {
    private final CacheBackend backend;
    private final Outbox outbox;
    private final EntryAddition addition;
    private final EntryRemoval removal;
    private final EntryTouch touch;
    private final CacheTelemetry telemetry;

    /** Creates those of a cache in {@code backend}. */
    public StrictWrites(
            CacheBackend backend,
            Outbox outbox,
            EntryAddition addition,
            EntryRemoval removal,
            EntryTouch touch,
            CacheTelemetry telemetry) {
        this.backend = backend;
        this.outbox = outbox;
        this.addition = addition;
        this.removal = removal;
        this.touch = touch;
        this.telemetry = telemetry;
    }

    /** Stores {@code value} where there is none that can be used, and returns whether it did. */
    public boolean putIfAbsent(EntryKey key, Type type, Object value, CacheSettings settings) {
        NewEntry entry = tellingFailure(key, () -> addition.entry(key, type, value, settings));
        refuseWhilePending("putIfAbsent", key);
        return tellingFailure(key, () -> addition.add(key, type, entry, settings));
    }

    /** Returns the value of {@code key} that it removed; empty where there was none that can be used. */
    public <T> Optional<T> getAndRemove(EntryKey key, CacheKey<T> wanted, CacheSettings settings) {
        refuseWhilePending("getAndRemove", key);
        return tellingFailure(key, () -> removal.remove(key, wanted, settings));
    }

    /** Lets the entry of {@code key} live for the ttl of {@code settings} from now, and returns whether there was a fresh one. */
    public boolean touch(EntryKey key, CacheSettings settings) {
        refuseWhilePending("touch", key);
        return tellingFailure(key, () -> touch.touch(key, settings));
    }

    /** Adds {@code by} to the counter {@code key}, which lives for {@code ttl} from its first increment, and returns the sum. */
    public long increment(EntryKey key, long by, Duration ttl, CacheSettings settings) {
        if (ttl.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("ttl=" + ttl + " of counter '" + MessageText.line(key.id())
                    + "': is not above zero (1 ms at least)");
        }
        BackendTime time = new BackendTime(settings);
        return tellingFailure(
                key, () -> time.spend(budget -> backend.increment(key, by, Durations.bounded(ttl), budget)));
    }

    private <R> R tellingFailure(EntryKey key, Supplier<R> step) {
        try {
            return step.get();
        } catch (CacheBackendException e) {
            telemetry.backendFailed(key, e.operation(), e);
            throw e;
        }
    }

    private void refuseWhilePending(String operation, EntryKey key) {
        if (outbox.isPending(key)) {
            throw new CacheConnectionException(
                    backend.type(),
                    operation,
                    key.value(),
                    "an invalidation of this key waits for the backend's recovery; try again then",
                    false,
                    null);
        }
    }
}
