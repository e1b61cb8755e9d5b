// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.lang.reflect.Type;
import java.util.Optional;

/** The test of whether an entry that was read can be used: the backend knows nothing of types, seals and marks. Thread-safe. */
public final class EntryCheck {
    private final EntryCodec codec;
    private final CacheBackend backend;
    private final Marks marks;
    private final CacheTelemetry telemetry;

    /** Creates the test of what {@code backend} holds. */
    public EntryCheck(EntryCodec codec, CacheBackend backend, Marks marks, CacheTelemetry telemetry) {
        this.codec = codec;
        this.backend = backend;
        this.marks = marks;
        this.telemetry = telemetry;
    }

    /** Returns what {@code entry} holds; empty where it cannot be read. Marks are not looked at. */
    Optional<Decoded.Value> decoded(
            EntryKey key, Type type, CacheSettings settings, StoredEntry entry, BackendTime time) {
        Decoded decoded = codec.decode(key, type, entry, settings.sizes(), () -> now(key, time));
        if (decoded instanceof Decoded.Value value) {
            // A kept failure is no value.
            return Optional.of(value).filter(there -> !(there.value() instanceof KeptFailure));
        }
        telemetry.undecodable(key, ((Decoded.Unusable) decoded).reason());
        return Optional.empty();
    }

    /** Returns what the entry with {@code head}, which was asked for at {@code sentAt}, is worth by the marks. */
    Verdict verdict(EntryKey key, EntryHeader head, long sentAt, BackendTime time) {
        return marks.judge(key, head.stamp(), sentAt, time);
    }

    /** Returns the name of the serializer that writes and reads entries. */
    String serializer() {
        return codec.serializer();
    }

    /** Returns whether {@code entry} is fresh, by the backend and by its seal, and no mark was set against it. */
    boolean isFresh(EntryKey key, StoredEntry entry, long sentAt, BackendTime time) {
        return entry.isFresh()
                && codec.seals().isFresh(key, entry, () -> now(key, time))
                && holds(key, entry, sentAt, time);
    }

    /** Returns whether {@code entry} is a value, or a stored null, and no mark was set against it; it was asked for at {@code sentAt}. */
    boolean holds(EntryKey key, StoredEntry entry, long sentAt, BackendTime time) {
        return !codec.isFailure(entry.bytes()) && marks.hold(key, codec.head(entry.bytes()), sentAt, time);
    }

    /** Returns the same by the header of the entry. */
    boolean holds(EntryKey key, EntryHeader head, long sentAt, BackendTime time) {
        return marks.hold(key, Optional.of(head), sentAt, time);
    }

    private long now(EntryKey key, BackendTime time) {
        return time.spend(budget -> backend.time(key, budget));
    }
}
