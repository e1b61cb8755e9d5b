// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.EntryIds;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.entry.Seal;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.origin.StoreFilter;
import io.github.cachex.core.sharing.Sharing;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Lifetimes;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The entries that are made of values which callers put. Thread-safe. */
public final class EntryPreparation {
    private final EntryCodec codec;
    private final CacheBackend backend;
    private final Marks marks;
    private final CacheTelemetry telemetry;

    /** Creates the one of a cache in {@code backend}. */
    public EntryPreparation(EntryCodec codec, CacheBackend backend, Marks marks, CacheTelemetry telemetry) {
        this.codec = codec;
        this.backend = backend;
        this.marks = marks;
        this.telemetry = telemetry;
    }

    /** Returns {@code value} as it is to be stored later, encoded now; empty where it is not to be stored. */
    public Optional<PreparedEntry> prepared(EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        InvalidationStamp stamp = stamp(settings);
        return entry(key, type, value, settings, stamp, false).map(entry -> prepared(key, type, entry, stamp));
    }

    /** Returns {@code value}, which was prepared before, as it is to be stored now under {@code stamp}. */
    public Optional<PreparedEntry> stamped(
            EntryKey key, Type type, @Nullable Object value, CacheSettings settings, InvalidationStamp stamp) {
        return entry(key, type, value, settings.filtered(), stamp, true)
                .map(entry -> prepared(key, type, entry, stamp));
    }

    /**
     * Returns how {@code value}, as it is now, is made the entry that is to be stored, on another thread. Until that is asked for, so is
     * nobody else.
     */
    public Supplier<Optional<NewEntry>> later(EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        if (marks.isKnown() && !isEncrypting()) {
            Optional<NewEntry> now = entry(key, type, value, settings);
            return () -> now;
        }
        Optional<SharedValue> copy = entry(key, type, value, settings, InvalidationStamp.NONE, false)
                .map(entry -> Sharing.decoded(codec, key, type, entry.bytes()));
        return () -> copy.flatMap(kept -> entry(key, type, kept.forCaller(), settings.filtered()));
    }

    private PreparedEntry prepared(EntryKey key, Type type, NewEntry entry, InvalidationStamp stamp) {
        return new PreparedEntry(entry, stamp, Sharing.decoded(codec, key, type, entry.bytes()));
    }

    /** Returns whether entries say when they were stored, so that what was prepared before is out of date. */
    public boolean isEncrypting() {
        return codec.seals().isEncrypting();
    }

    private InvalidationStamp stamp(CacheSettings settings) {
        return marks.held(new BackendTime(settings)).with(settings.tags());
    }

    /**
     * Returns the entry that holds {@code value}, to be stored now; empty where it is not to be stored.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend had to be asked for its time and failed
     */
    Optional<NewEntry> entry(EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        return entry(key, type, value, settings, stamp(settings), true);
    }

    /**
     * Returns the entry that holds {@code value} under {@code stamp}; empty where it is not to be stored. Where it is not for now, it
     * is not to be stored as it is.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend had to be asked for its time and failed
     */
    private Optional<NewEntry> entry(
            EntryKey key,
            Type type,
            @Nullable Object value,
            CacheSettings settings,
            InvalidationStamp stamp,
            boolean isForNow) {
        boolean nothing = EntryCodec.isNothing(value);
        if (nothing && !settings.freshness().cacheNull()) {
            return Optional.empty();
        }
        if (value != null && !nothing && !StoreFilter.accepts(key, settings, value, telemetry)) {
            telemetry.notStored(key, StoreFilter.REFUSED);
            return Optional.empty();
        }
        Object stored = value == null || nothing
                ? value
                : StoreFilter.stored(key, settings, value, telemetry).orElse(null);
        if (stored == null && !nothing) {
            telemetry.notStored(key, StoreFilter.NOTHING);
            return Optional.empty();
        }
        Lifetime lifetime = Lifetimes.of(settings, null, nothing);
        EntryHeader head = new EntryHeader(stamp, lifetime.fresh());
        long entryId = EntryIds.next();
        // What is put off is encrypted anew by then.
        Seal seal = isForNow
                ? codec.seals()
                        .seal(
                                entryId,
                                lifetime,
                                settings.freshness().sliding(),
                                () -> clock(key, new BackendTime(settings)))
                : Seal.LOCAL;
        Encoded encoded =
                codec.encode(key, type, stored, head, settings.sizes(), seal).within(backend);
        if (encoded instanceof Encoded.Bytes bytes) {
            telemetry.stores().encoded(bytes.bytes().length, stamp.tags().size());
            return Optional.of(new NewEntry(entryId, bytes.bytes(), lifetime));
        }
        telemetry.notStored(key, ((Encoded.Unfit) encoded).reason());
        return Optional.empty();
    }

    private long clock(EntryKey key, BackendTime time) {
        return time.spend(budget -> backend.time(key, budget));
    }
}
