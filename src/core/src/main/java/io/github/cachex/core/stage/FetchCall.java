// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.CacheKey;
import io.github.cachex.ContextLoader;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One fetch on its way through the stages. Belongs to the caller's thread, but where said otherwise. */
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

    private BackendTime backendTime;
    private @Nullable StaleValue stale;
    private long rejected = StoredEntry.UNREADABLE;
    private @Nullable Object watch;
    private boolean withoutBackend;
    private boolean withoutStore;
    private boolean async;
    private @Nullable Found found;
    private Optional<Beside> beside = Optional.empty();
    private volatile @Nullable Long loadingSince;
    /** The call that this one is a copy of. */
    private final @Nullable FetchCall original;
    /** Shared with its copy, where there is one. */
    private @Nullable AtomicBoolean staleTold;

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
        this.original = null;
        this.backendTime = new BackendTime(settings);
    }

    private FetchCall(FetchCall original, AtomicBoolean staleTold) {
        this.namespace = original.namespace;
        this.nearKey = original.nearKey;
        this.asked = original.asked;
        this.key = original.key;
        this.entryKey = original.entryKey;
        this.wanted = original.wanted;
        this.settings = original.settings;
        this.loader = original.loader;
        this.backendTime = new BackendTime(settings);
        this.node = original.node;
        this.stale = original.stale;
        this.rejected = original.rejected;
        this.watch = original.watch;
        this.withoutBackend = original.withoutBackend;
        this.withoutStore = original.withoutStore;
        this.beside = original.beside;
        this.async = original.async;
        this.original = original;
        this.staleTold = staleTold;
    }

    /**
     * A fresh entry that answered the call.
     *
     * @param entryId its id
     * @param freshLeft how long it stays fresh
     * @param head what was stored with it
     */
    public record Found(long entryId, Duration freshLeft, EntryHeader head) {}

    /**
     * A fresh entry of another release, which is left to those who can read it.
     *
     * @param entryId its id
     * @param freshLeft how long it stays fresh, counted from {@code readAt}
     * @param readAt when the backend was asked, by {@link System#nanoTime}
     */
    public record Beside(long entryId, Duration freshLeft, long readAt) {}

    /**
     * Returns this call for another thread to finish: as it stands, with the whole budget for the backend once more. The caller
     * goes on with what is its own.
     */
    public FetchCall onAnotherThread() {
        staleTold = new AtomicBoolean();
        return new FetchCall(this, staleTold);
    }

    /** Returns whether a stale value that is served now is to be told: once, where a copy of it goes on for nobody. */
    public boolean tellsStale() {
        return staleTold == null || staleTold.compareAndSet(false, true);
    }

    /** Lets it spend {@code time} in the backend, together with the other calls of one question. */
    public FetchCall spending(BackendTime time) {
        backendTime = time;
        return this;
    }

    /** Lets its loader answer a {@link java.util.concurrent.CompletionStage} of the value, which no thread waits for. */
    public FetchCall asynchronous() {
        async = true;
        return this;
    }

    /** Returns whether its loader answers a stage. */
    public boolean isAsync() {
        return async;
    }

    /** Returns the fresh entry that answered it, if one did. */
    public @Nullable Found found() {
        return found;
    }

    /** Notes the fresh entry that answered it. */
    public void found(Found entry) {
        found = entry;
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

    /** Returns what {@link WaitGraph} knows it by. */
    public LoadNode node() {
        return node;
    }

    /** Notes that its loader begins, for the call that it is a copy of as well. */
    public void loading() {
        loadingSince = System.nanoTime();
        if (original != null) {
            original.loading();
        }
    }

    /** Returns when its loader began, by {@link System#nanoTime}; null where it did not yet. For any thread. */
    public @Nullable Long loadingSince() {
        return loadingSince;
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
        return stale;
    }

    /** Notes the stale value found, or that there is none. */
    public void stale(@Nullable StaleValue found) {
        stale = found;
    }

    /** Returns the id of the entry that was read and could not be decoded, or {@link StoredEntry#UNREADABLE}. */
    public long rejected() {
        return rejected;
    }

    /** Returns what a lease is asked for with, to be held by {@code token}. */
    public LeaseRequest leaseRequest(long token) {
        return new LeaseRequest(token, settings.lease().ttl(), settings.lease().longestMarker(), rejected);
    }

    /** Notes the entry that cannot be used: it could not be decoded, or was invalidated by a tag. */
    public void rejected(long entryId) {
        rejected = entryId;
    }

    /** Returns the entry that was read last, if it is another release's, beside which this call loads without storing. */
    public Optional<Beside> beside() {
        return beside;
    }

    /** Notes the entry of another release that was read, or that there is none. */
    public void beside(Optional<Beside> entry) {
        beside = entry;
    }

    /** Returns what {@link LocalValues#watch} noted. */
    public @Nullable Object watch() {
        return watch;
    }

    /** Notes what {@link LocalValues#watch} saw. */
    public void watch(Object seen) {
        watch = seen;
    }

    /** Returns whether the backend failed this call, so that it must do without. */
    public boolean isWithoutBackend() {
        return withoutBackend;
    }

    /** Notes that the backend failed this call, or must not be asked for its key, whatever was read there before. */
    public void withoutBackend() {
        withoutBackend = true;
        beside = Optional.empty();
    }

    /** Returns whether the backend answered this call and takes nothing, so that it is not down. */
    public boolean isWithoutStore() {
        return withoutStore;
    }

    /** Notes that the backend answers and takes nothing: the call does without it, as if it had failed. */
    public void withoutStore() {
        withoutStore = true;
        withoutBackend();
    }
}
