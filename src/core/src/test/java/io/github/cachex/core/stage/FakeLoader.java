// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.spi.Lifetime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Runs the loaders of calls, without a context, and stores what they answer as text, but where it is told otherwise. */
public final class FakeLoader implements EntryLoader {
    private volatile Optional<Encoded> encoded = Optional.empty();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /** Lets values be refused for {@code reason}. */
    public void refuse(String reason) {
        encoded = Optional.of(new Encoded.Unfit(reason));
    }

    /** Lets it fail with {@code thrown} to prepare values. */
    public void failToPrepare(RuntimeException thrown) {
        failure = Optional.of(thrown);
    }

    private static Loaded loaded(Object value, long began) {
        return new Loaded(
                value, began, InvalidationStamp.NONE, new StoreTerms(Lifetime.of(Duration.ofMinutes(1)), false));
    }

    @Override
    public Loaded load(FetchCall call) throws Exception {
        long began = System.nanoTime();
        return loaded(call.loader().load(null), began);
    }

    @Override
    public CompletableFuture<Loaded> loadLater(FetchCall call) {
        long began = System.nanoTime();
        try {
            return ((CompletionStage<?>) call.loader().load(null))
                    .thenApply(value -> loaded(value, began))
                    .toCompletableFuture();
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Map<FetchCall, Loaded> loadAll(List<FetchCall> calls, BulkLoad loader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Map<FetchCall, Loaded>> loadAllLater(List<FetchCall> calls, LaterBulkLoad loader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWorthStoring(FetchCall call, Loaded loaded) {
        return encoded.isEmpty();
    }

    @Override
    public Optional<Loaded> stored(FetchCall call, Loaded loaded) {
        return Optional.of(loaded).filter(worthy -> encoded.isEmpty());
    }

    @Override
    public Encoded prepare(FetchCall call, Loaded loaded, long entryId) {
        failure.ifPresent(thrown -> {
            throw thrown;
        });
        return encoded.orElseGet(() ->
                new Encoded.Bytes(String.valueOf(loaded.value()).getBytes(StandardCharsets.UTF_8), loaded.value()));
    }
}
