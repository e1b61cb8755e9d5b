// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.FetchScope;
import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.stage.EntryLoader;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads entries from the backend and runs loaders. */
public final class Origin implements EntryReader, EntryLoader {
    private final CacheBackend backend;
    private final EntryCodec codec;
    private final Journal journal;

    /** Creates one over {@code backend}. */
    public Origin(CacheBackend backend, EntryCodec codec, Journal journal) {
        this.backend = backend;
        this.codec = codec;
        this.journal = journal;
    }

    @Override
    public Optional<Outcome> read(FetchCall call) {
        long sentAt = System.nanoTime();
        call.stale(null);
        Optional<StoredEntry> found = call.backendTime().spend(budget -> backend.read(call.entryKey(), budget));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        StoredEntry entry = found.get();
        if (entry.entryId() != StoredEntry.UNREADABLE && entry.entryId() == call.rejected()) {
            return Optional.empty();
        }
        Decoded decoded = codec.decode(call.entryKey(), call.key().type(), entry.bytes());
        if (decoded instanceof Decoded.Value value) {
            if (entry.isFresh()) {
                return Optional.of(new Outcome(value.value(), sentAt));
            }
            call.stale(new StaleValue(entry.entryId(), value.value(), sentAt));
        } else if (decoded instanceof Decoded.Unusable unusable) {
            journal.undecodable(call.entryKey(), unusable.reason());
            call.rejected(entry.entryId());
        }
        return Optional.empty();
    }

    @Override
    public Loaded load(FetchCall call) throws Exception {
        LoadContext context = new LoadContext(call);
        long began = System.nanoTime();
        @Nullable Object value;
        try (FetchScope scope = FetchScope.open(context)) {
            value = call.loader().load(context);
        } catch (Throwable failure) {
            journal.loadFailed(call.entryKey(), Duration.ofNanos(System.nanoTime() - began), failure);
            throw failure;
        }
        journal.loaded(call.entryKey(), Duration.ofNanos(System.nanoTime() - began));
        return new Loaded(value, began, context.lifetime(EntryCodec.isNothing(value)), context.isVetoed());
    }

    @Override
    public Encoded prepare(FetchCall call, Loaded loaded) {
        if (loaded.vetoed()) {
            return new Encoded.Unfit("the load asked not to store it");
        }
        Object value = loaded.value();
        if (EntryCodec.isNothing(value)) {
            if (!call.settings().cacheNull()) {
                return new Encoded.Unfit("null is not cached (cache-null=false)");
            }
        } else if (value != null && !StoreFilter.accepts(call.entryKey(), call.settings(), value)) {
            return new Encoded.Unfit("store-if refused it");
        }
        return codec.encode(
                call.entryKey(), call.key().type(), value, call.settings().maxValueBytes());
    }
}
