// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.Invalidation;
import io.github.cachex.core.operation.GroupInvalidations;
import io.github.cachex.core.operation.KeyInvalidations;
import io.github.cachex.core.operation.Naming;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.tag.Group;
import io.github.cachex.core.transaction.CacheInTransaction;
import io.github.cachex.spi.EntryKey;
import java.util.List;
import java.util.OptionalLong;

/** The invalidations of callers: of what they select, at once or after the commit of their transaction. Thread-safe. */
final class Invalidations {
    static final Invalidation PUT_OFF = new Invalidation(Invalidation.Outcome.QUEUED, OptionalLong.empty());

    private final CacheState state;
    private final Naming naming;
    private final CacheInTransaction transacted;
    private final KeyInvalidations keys;
    private final GroupInvalidations groups;

    Invalidations(
            CacheState state,
            Naming naming,
            CacheInTransaction transacted,
            KeyInvalidations keys,
            GroupInvalidations groups) {
        this.state = state;
        this.naming = naming;
        this.transacted = transacted;
        this.keys = keys;
        this.groups = groups;
    }

    /** What one caller invalidates. */
    interface Change {
        /**
         * Does nothing where it can be done.
         *
         * @throws UnsupportedOperationException when the backend cannot do it
         * @throws IllegalArgumentException when what is selected cannot be understood
         */
        void check();

        /**
         * Puts it off to the end of the calling thread's transaction; returns false where it is to be done at once.
         *
         * @param mayAsk whether the backend may be asked how things stand
         */
        boolean putOff(boolean mayAsk);

        /** Does it, queueing where the backend fails. */
        void apply();

        /** Does it; a failure of the backend is told to the caller where {@code backend-errors=throw}. */
        Invalidation applyExplicitly();

        /** Queues it for the backend; it holds in this JVM at once. */
        Invalidation queue();
    }

    /** Returns the invalidation of {@code selected} for {@code owner}. */
    Change of(Namespace owner, Selection selected, boolean soft) {
        return selected instanceof Selection.Ids some
                ? new KeyChange(naming.keys(owner, some.ids()), soft)
                : new GroupChange(naming.groups(owner, selected, soft));
    }

    /** Invalidates {@code selected} for {@code owner}, queueing where the backend fails. */
    void invalidate(Namespace owner, Selection selected, boolean soft, MethodCache.When when) {
        Change change = of(owner, selected, soft);
        if (when == MethodCache.When.NOW || !change.putOff(true)) {
            change.apply();
        }
    }

    /** Invalidates {@code selected} for whom this thread calls; told to the caller where {@code backend-errors=throw}. */
    Invalidation invalidateExplicitly(Selection selected, boolean soft) {
        Change change = of(naming.owner(), selected, soft);
        return change.putOff(true) ? PUT_OFF : change.applyExplicitly();
    }

    private final class KeyChange implements Change {
        private final List<EntryKey> wanted;
        private final boolean soft;

        KeyChange(List<EntryKey> wanted, boolean soft) {
            this.wanted = wanted;
            this.soft = soft;
        }

        @Override
        public void check() {
            // Whatever the backend, it can be told of keys.
        }

        @Override
        public boolean putOff(boolean mayAsk) {
            return transacted.invalidate(wanted, soft, mayAsk);
        }

        @Override
        public void apply() {
            keys.invalidate(wanted, soft, state.get());
        }

        @Override
        public Invalidation applyExplicitly() {
            return keys.invalidateExplicitly(wanted, soft, state.get());
        }

        @Override
        public Invalidation queue() {
            return keys.later(wanted, soft);
        }
    }

    private final class GroupChange implements Change {
        private final List<Group> wanted;

        GroupChange(List<Group> wanted) {
            this.wanted = wanted;
        }

        @Override
        public void check() {
            var unused = groups.checked(wanted);
        }

        @Override
        public boolean putOff(boolean mayAsk) {
            if (transacted.current() == null) {
                return false;
            }
            check();
            return transacted.invalidate(wanted, mayAsk);
        }

        @Override
        public void apply() {
            groups.invalidate(wanted, state.get());
        }

        @Override
        public Invalidation applyExplicitly() {
            return groups.invalidateExplicitly(wanted, state.get());
        }

        @Override
        public Invalidation queue() {
            return groups.later(wanted);
        }
    }
}
