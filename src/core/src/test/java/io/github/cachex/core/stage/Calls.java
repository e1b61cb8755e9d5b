// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ContextLoader;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Fetches of one key, as stages are given them. */
public final class Calls {
    /** Where the value is stored. */
    public static final EntryKey KEY = new EntryKey("app:1", "posts", "post:1");

    private static final CacheSettings SETTINGS = Configuration.read(
                    MapSource.of("cachex.jitter", "0", "cachex.backend-budget", "1h"), List.of())
            .cache("posts");

    private Calls() {}

    /** Returns a call whose loader answers "loaded". */
    public static FetchCall call() {
        return call(CacheOptions.defaults());
    }

    /** Returns a call under {@code options} whose loader answers "loaded". */
    public static FetchCall call(CacheOptions options) {
        return call(options, context -> "loaded");
    }

    /** Returns a call under {@code options}. */
    public static FetchCall call(CacheOptions options, ContextLoader<?, ?> loader) {
        return call(KEY.id(), options, loader);
    }

    /** Returns a call of another key under {@code options}. */
    public static FetchCall call(String id, CacheOptions options, ContextLoader<?, ?> loader) {
        return new FetchCall(
                CacheKey.of(id, String.class),
                new EntryKey(KEY.namespace(), KEY.cache(), id),
                SETTINGS.with(options),
                loader);
    }

    /** Returns {@code call}, which has found the stale value "old" of the entry 7. */
    public static FetchCall stale(FetchCall call) {
        return call.with(new StaleValue(7, SharedValue.one("old"), System.nanoTime()));
    }

    /** Returns the outcome of a read or load of {@code value} just now. */
    public static Outcome.Value outcome(Object value) {
        return outcome(value, System.nanoTime());
    }

    /** Returns the outcome of a read or load of {@code value}, right at {@code basis}. */
    public static Outcome.Value outcome(Object value, long basis) {
        return new Outcome.Value(value, basis, () -> SharedValue.one(value));
    }

    /** Returns the finding of the fresh value {@code value}. */
    public static Finding.Fresh fresh(Object value) {
        Duration minute = Duration.ofMinutes(1);
        return new Finding.Fresh(outcome(value), 7, minute, new EntryHeader(InvalidationStamp.NONE, minute));
    }

    /** Returns threads of which those in the background are their callers. */
    public static Threads direct(Scheduler scheduler) {
        return new Threads(new Background(Optional.of(Runnable::run), 1, UnaryOperator.identity(), null), scheduler);
    }
}
