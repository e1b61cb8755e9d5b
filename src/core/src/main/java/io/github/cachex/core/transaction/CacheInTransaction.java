// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.operation.EntryPreparation;
import io.github.cachex.core.operation.PreparedEntry;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.core.tag.Group;
import io.github.cachex.core.transaction.PendingChanges.Load;
import io.github.cachex.core.transaction.PendingChanges.Put;
import io.github.cachex.core.transaction.Transactions.Ending;
import io.github.cachex.core.transaction.Transactions.State;
import io.github.cachex.core.transaction.Transactions.Transaction;
import io.github.cachex.spi.EntryKey;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cache as transactions see it: what they change is put off. Thread-safe. */
public final class CacheInTransaction implements PendingCommit.Cache {
    private final Enlistment enlistment;
    private final KnownChanges known;
    private final EntryPreparation preparation;
    private final AfterCommit afterCommit;
    private final CacheTelemetry telemetry;

    /** Creates one whose changes {@code afterCommit} makes. */
    public CacheInTransaction(
            Enlistment enlistment,
            KnownChanges known,
            EntryPreparation preparation,
            AfterCommit afterCommit,
            CacheTelemetry telemetry) {
        this.enlistment = enlistment;
        this.known = known;
        this.preparation = preparation;
        this.afterCommit = afterCommit;
        this.telemetry = telemetry;
    }

    /** Returns whether any transaction may have put something off. Costs one look where none has. */
    public boolean isAnyPending() {
        return enlistment.isAny();
    }

    /** Returns the calling thread's transaction, if its changes are put off; null if it is in none. */
    public @Nullable Transaction current() {
        return enlistment.current();
    }

    /** Returns what the calling thread's transaction has put off or loaded; null if nothing. Costs one look where none has. */
    public @Nullable PendingChanges changes() {
        Transaction current = isAnyPending() ? current() : null;
        return current == null ? null : changes(current);
    }

    /** Returns what {@code current} has put off or loaded; null if nothing. */
    public @Nullable PendingChanges changes(Transaction current) {
        PendingCommit pending = enlistment.of(current);
        return pending == null ? null : pending.of(this);
    }

    /** Returns the same, beginning now; null where the transaction cannot be committed any more. */
    private @Nullable PendingChanges begun(Transaction current, boolean mayAsk) {
        PendingCommit pending = enlistment.meet(current);
        return pending == null ? null : pending.of(this, () -> new PendingChanges(known.now(mayAsk)));
    }

    /** What becomes of a value that is put. */
    public enum PutOff {
        /** It is seen to at the end of the transaction, or not at all. */
        YES,
        /** The calling thread is in no transaction. */
        NO,
        /** It is not stored, and its key is to be invalidated now. */
        REFUSED
    }

    /**
     * Puts off storing {@code value}, unless the calling thread is in no transaction.
     *
     * @param mayAsk whether the backend may be asked for what the value is stamped with; otherwise, where that is not known here, the key
     *     is invalidated at the end
     */
    public PutOff put(EntryKey key, Type type, @Nullable Object value, CacheSettings wanted, boolean mayAsk) {
        Transaction current = current();
        if (current == null) {
            return PutOff.NO;
        }
        State state = current.state();
        PendingChanges mine = begun(current, mayAsk);
        if (mine != null) {
            int changes = known.of(key);
            Optional<PreparedEntry> prepared =
                    mayAsk || known.isStampKnown() ? preparation.prepared(key, type, value, wanted) : Optional.empty();
            prepared.ifPresentOrElse(
                    ready -> mine.put(key, new Put(type, ready, wanted, changes)),
                    // What was put is not there to be read, so what was there before must not be read either.
                    () -> mine.invalidate(List.of(key), false));
            return PutOff.YES;
        }
        telemetry.notStored(key, "its transaction is rolled back, or tells nobody how it ends");
        return state == State.OPEN ? PutOff.REFUSED : PutOff.YES;
    }

    /** Puts off invalidating {@code keys}; returns false where that is to be done at once. */
    public boolean invalidate(Collection<EntryKey> keys, boolean soft, boolean mayAsk) {
        return putsOff(mine -> mine.invalidate(keys, soft), mayAsk);
    }

    /** The same for {@code groups}. */
    public boolean invalidate(List<Group> groups, boolean mayAsk) {
        return putsOff(mine -> mine.invalidateGroups(groups), mayAsk);
    }

    private boolean putsOff(Consumer<PendingChanges> change, boolean mayAsk) {
        Transaction current = current();
        State state = current == null ? null : current.state();
        PendingChanges mine = current != null && state == State.OPEN ? begun(current, mayAsk) : null;
        if (mine != null) {
            change.accept(mine);
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

    /** Notes that {@code current} begins to load {@code key}. */
    Loading loading(Transaction current, EntryKey key) {
        PendingChanges mine = begun(current, true);
        if (mine == null) {
            return Loading.UNKEPT;
        }
        int changes = known.of(key);
        // What changed since the transaction began to read may be what it reads as it was before.
        boolean storable = !known.isChangedSince(key, mine.first());
        return (call, value, loaded) -> mine.loaded(new Load(
                call,
                value,
                new Loaded(
                        loaded.value(),
                        loaded.began(),
                        mine.first().stamp().with(loaded.stamp().tags()),
                        loaded.terms().onlyIf(storable)),
                changes));
    }

    @Override
    public String name() {
        return known.cache();
    }

    @Override
    public Runnable invalidate(PendingChanges changes, Ending ending) {
        return afterCommit.invalidate(changes, ending);
    }
}
