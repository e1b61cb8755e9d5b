// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.CacheKey;
import io.github.cachex.ContextLoader;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.stage.Finding.Foreign;
import io.github.cachex.core.stage.Finding.Miss;
import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.core.stage.Finding.Stale;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.StoredEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One fetch on its way through the stages: what is asked for, and what was found so far. Immutable, but for the time that it spends;
 * a stage that finds something passes a new one on, which is equal to the one before.
 */
public final class FetchCall {
    private final Namespace namespace;
    private final Object nearKey;
    private final CacheKey<?> key;
    private final EntryKey entryKey;
    private final CacheSettings settings;
    private final ContextLoader<?, ?> loader;
    private final long asked;
    private final FlightKey wanted;
    private final LoadNode node;
    private final BackendTime backendTime;
    private final boolean async;
    private final Miss found;
    private final long rejected;
    private final Backend backend;

    /** What the backend does for a call. */
    private enum Backend {
        SERVES,
        TAKES_NOTHING,
        FAILED
    }

    /** Begins the fetch of {@code key}, stored under {@code entryKey}. */
    public FetchCall(CacheKey<?> key, EntryKey entryKey, CacheSettings settings, ContextLoader<?, ?> loader) {
        this(Namespace.NONE, key, key, entryKey, settings, loader);
    }

    /**
     * Begins the fetch of {@code key} in {@code namespace}, stored under {@code entryKey} and kept in this JVM under
     * {@code nearKey}.
     */
    public FetchCall(
            Namespace namespace,
            Object nearKey,
            CacheKey<?> key,
            EntryKey entryKey,
            CacheSettings settings,
            ContextLoader<?, ?> loader) {
        this.namespace = namespace;
        this.nearKey = nearKey;
        this.asked = System.nanoTime();
        this.key = key;
        this.entryKey = entryKey;
        this.wanted = new FlightKey(entryKey, key.type());
        this.settings = settings;
        this.loader = loader;
        this.node = LoadNode.here();
        this.backendTime = new BackendTime(settings);
        this.async = false;
        this.found = Missing.UNREAD;
        this.rejected = StoredEntry.UNREADABLE;
        this.backend = Backend.SERVES;
    }

    private FetchCall(FetchCall before, BackendTime time, boolean async, Miss found, long rejected, Backend backend) {
        this.namespace = before.namespace;
        this.nearKey = before.nearKey;
        this.asked = before.asked;
        this.key = before.key;
        this.entryKey = before.entryKey;
        this.wanted = before.wanted;
        this.settings = before.settings;
        this.loader = before.loader;
        this.node = before.node;
        this.backendTime = time;
        this.async = async;
        this.found = found;
        this.rejected = rejected;
        this.backend = backend;
    }

    /**
     * Returns this call for another thread to finish: as it stands, with the whole budget for the backend once more. The caller
     * goes on with what is its own.
     */
    public FetchCall onAnotherThread() {
        return spending(new BackendTime(settings));
    }

    /** Returns this call, which spends {@code time} in the backend, together with the other calls of one question. */
    public FetchCall spending(BackendTime time) {
        return new FetchCall(this, time, async, found, rejected, backend);
    }

    /** Returns this call with a loader that answers a {@link java.util.concurrent.CompletionStage}, which no thread waits for. */
    public FetchCall asynchronous() {
        return new FetchCall(this, backendTime, true, found, rejected, backend);
    }

    /** Returns this call after {@code miss}. */
    public FetchCall after(Miss miss) {
        return new FetchCall(this, backendTime, async, miss, miss.rejected(rejected), backend);
    }

    /** Returns this call, to be answered in the place of the entry {@code entryId}. */
    public FetchCall rejecting(long entryId) {
        return new FetchCall(this, backendTime, async, found, entryId, backend);
    }

    /** Returns this call where the backend failed it, or must not be asked for its key, whatever was read there before. */
    public FetchCall withoutBackend() {
        return without(backend == Backend.SERVES ? Backend.FAILED : backend);
    }

    /** Returns this call where the backend answers and takes nothing: it does without it, as if it had failed. */
    public FetchCall withoutStore() {
        return without(Backend.TAKES_NOTHING);
    }

    private FetchCall without(Backend now) {
        Miss still = found instanceof Foreign foreign ? new Missing(foreign.watch()) : found;
        return new FetchCall(this, backendTime, async, still, rejected, now);
    }

    /** Returns this call, for which {@code stale} may stand in, or nothing. */
    public FetchCall with(@Nullable StaleValue stale) {
        return after(stale == null ? new Missing(watch()) : new Stale(watch(), stale, false));
    }

    /** Returns whether its loader answers a stage. */
    public boolean isAsync() {
        return async;
    }

    /** Returns in whose name it is made. */
    public Namespace namespace() {
        return namespace;
    }

    /** Returns the key under which its value is kept in this JVM. */
    public Object nearKey() {
        return nearKey;
    }

    /** Returns the key asked for. */
    public CacheKey<?> key() {
        return key;
    }

    /** Returns where it is stored. */
    public EntryKey entryKey() {
        return entryKey;
    }

    /** Returns what it has in common with the calls that can share its fetch. */
    public FlightKey wanted() {
        return wanted;
    }

    /** Returns the settings of this call. */
    public CacheSettings settings() {
        return settings;
    }

    /** Returns the loader. */
    public ContextLoader<?, ?> loader() {
        return loader;
    }

    /** Returns what {@link WaitGraph} knows it by, and what it has in common with those that are equal to it. */
    public LoadNode node() {
        return node;
    }

    /** Returns when the caller asked, by {@link System#nanoTime}. */
    public long asked() {
        return asked;
    }

    /** Returns what this call may still spend in the backend. */
    public BackendTime backendTime() {
        return backendTime;
    }

    /** Returns the stale value found last, if any. */
    public @Nullable StaleValue stale() {
        return found instanceof Stale stale ? stale.value() : null;
    }

    /** Returns the id of the entry that was read and cannot be used, or {@link StoredEntry#UNREADABLE}. */
    public long rejected() {
        return rejected;
    }

    /** Returns what a lease is asked for with, to be held by {@code token}. */
    public LeaseRequest leaseRequest(long token) {
        return new LeaseRequest(token, settings.lease().ttl(), settings.lease().longestMarker(), rejected);
    }

    /** Returns the entry that was read last, if it is another release's, beside which this call loads without storing. */
    public Optional<Foreign> foreign() {
        return found instanceof Foreign foreign ? Optional.of(foreign) : Optional.empty();
    }

    /** Returns what {@link LocalValues#watch} saw last. */
    public @Nullable Object watch() {
        return found.watch();
    }

    /** Returns whether the backend failed this call, so that it must do without. */
    public boolean isWithoutBackend() {
        return backend != Backend.SERVES;
    }

    /** Returns whether the backend answered this call and takes nothing, so that it is not down. */
    public boolean isWithoutStore() {
        return backend == Backend.TAKES_NOTHING;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FetchCall call && call.node == node;
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }
}
