// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.engine.DeferredChanges.Load;
import io.github.cachex.core.engine.DeferredChanges.Meeting;
import io.github.cachex.core.engine.DeferredChanges.Put;
import io.github.cachex.core.near.Stripes;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.LinkTrust;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.core.tag.Group;
import io.github.cachex.core.transaction.Transactions.Ending;
import io.github.cachex.core.transaction.Transactions.State;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a cache puts off inside a transaction. Thread-safe. */
final class Transacted {
    private final CacheSpace space;
    private final Supplier<CacheSettings> settings;
    private final Deferrals deferrals;
    private final Stripes stripes;
    private final Entries entries;
    private final Settlement settlement;
    private final Marks marks;
    private final LinkTrust.Ear ear;
    private final Journal journal;

    Transacted(
            CacheSpace space,
            Supplier<CacheSettings> settings,
            CacheEngine.Shared shared,
            Entries entries,
            Settlement settlement,
            Marks marks,
            LinkTrust.Ear ear,
            Journal journal) {
        this.space = space;
        this.settings = settings;
        this.deferrals = shared.deferrals();
        this.stripes = shared.stripes();
        this.entries = entries;
        this.settlement = settlement;
        this.marks = marks;
        this.ear = ear;
        this.journal = journal;
    }

    String name() {
        return space.cache();
    }

    /** Returns whether the calling thread is in a transaction whose changes are put off. */
    boolean isInside() {
        return deferrals.state() != null;
    }

    /** Returns what the calling thread's transaction has put off or loaded; null if nothing. Costs one look where none has. */
    @Nullable
    DeferredChanges changes() {
        Deferred here = deferrals.here();
        return here == null ? null : here.of(this);
    }

    /** Returns the same, beginning now; null where the transaction cannot be committed any more. */
    private @Nullable DeferredChanges begun() {
        Deferred met = deferrals.meet();
        return met == null ? null : met.of(this, () -> new DeferredChanges(meeting()));
    }

    private Meeting meeting() {
        long moment = stripes.moment();
        int generation = ear.generation();
        return new Meeting(
                moment, generation, marks.held(new BackendTime(settings.get().backendBudget())));
    }

    /** Puts off storing {@code value}; returns false where the calling thread is in no transaction. */
    boolean put(EntryKey key, Type type, @Nullable Object value, CacheSettings wanted) {
        State state = deferrals.state();
        if (state == null) {
            return false;
        }
        DeferredChanges mine = begun();
        if (mine != null) {
            int changes = changes(key);
            Optional<Put> put = entries.prepared(key, type, value, wanted, changes);
            // What was put is not there to be read, so what was there before must not be read either.
            put.ifPresentOrElse(ready -> mine.put(key, ready), () -> mine.drop(List.of(key), false));
            return true;
        }
        journal.notStored(key, "its transaction is rolled back, or tells nobody how it ends");
        if (state == State.OPEN) {
            entries.invalidate(List.of(key), false, wanted);
        }
        return true;
    }

    /** Puts off invalidating {@code keys}; returns false where that is to be done at once. */
    boolean drop(Collection<EntryKey> keys, boolean soft) {
        State state = deferrals.state();
        DeferredChanges mine = state == State.OPEN ? begun() : null;
        if (mine != null) {
            mine.drop(keys, soft);
        }
        return mine != null || state == State.DOOMED;
    }

    /** The same for {@code groups}. */
    boolean drop(List<Group> groups) {
        State state = deferrals.state();
        DeferredChanges mine = state == State.OPEN ? begun() : null;
        if (mine != null) {
            mine.dropGroups(groups);
        }
        return mine != null || state == State.DOOMED;
    }

    /** A load that begins. */
    interface Loading {
        /** A load of which nothing is kept. */
        Loading UNKEPT = (call, value, loaded) -> {};

        /**
         * Remembers what it came to, for the rest of the transaction, and to be stored if that is committed. To be called before
         * any caller has the value.
         */
        void ended(FetchCall call, SharedValue value, Loaded loaded);
    }

    /** Notes that the calling thread's transaction begins to load {@code key}. */
    Loading loading(EntryKey key) {
        DeferredChanges mine = begun();
        if (mine == null) {
            return Loading.UNKEPT;
        }
        int changes = changes(key);
        // What changed since the transaction began to read may be what it reads as it was before.
        boolean storable = !stripes.isChangedSince(stripe(key), mine.meeting().moment());
        return (call, value, loaded) -> mine.loaded(new Load(
                call,
                value,
                new Loaded(
                        loaded.value(),
                        loaded.began(),
                        loaded.lifetime(),
                        mine.meeting().stamp().with(loaded.stamp().tags()),
                        !storable || loaded.vetoed()),
                changes));
    }

    private int changes(EntryKey key) {
        return stripes.changes(stripe(key));
    }

    private static int stripe(EntryKey key) {
        return Stripes.of(key.cache(), key.id());
    }

    /** Does what was put off, after the transaction ended so. */
    void apply(DeferredChanges changes, Ending ending) {
        settlement.settle(changes, ending);
    }
}
