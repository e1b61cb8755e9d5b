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
    private static final Invalidation PUT_OFF = new Invalidation(Invalidation.Outcome.QUEUED, OptionalLong.empty());

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

    /** Invalidates {@code selected} for {@code owner}, queueing where the backend fails. */
    void invalidate(Namespace owner, Selection selected, boolean soft, MethodCache.When when) {
        boolean now = when == MethodCache.When.NOW;
        if (selected instanceof Selection.Ids some) {
            List<EntryKey> wanted = naming.keys(owner, some.ids());
            if (now || !transacted.invalidate(wanted, soft)) {
                keys.invalidate(wanted, soft, state.get());
            }
        } else {
            List<Group> wanted = naming.groups(owner, selected, soft);
            if (now || !putsOff(wanted)) {
                groups.invalidate(wanted, state.get());
            }
        }
    }

    /** Invalidates {@code selected} for whom this thread calls; told to the caller where {@code backend-errors=throw}. */
    Invalidation invalidateExplicitly(Selection selected, boolean soft) {
        Namespace owner = naming.owner();
        if (selected instanceof Selection.Ids some) {
            List<EntryKey> wanted = naming.keys(owner, some.ids());
            return transacted.invalidate(wanted, soft) ? PUT_OFF : keys.invalidateExplicitly(wanted, soft, state.get());
        }
        List<Group> wanted = naming.groups(owner, selected, soft);
        return putsOff(wanted) ? PUT_OFF : groups.invalidateExplicitly(wanted, state.get());
    }

    private boolean putsOff(List<Group> wanted) {
        if (transacted.current() == null) {
            return false;
        }
        var unused = groups.checked(wanted);
        return transacted.invalidate(wanted);
    }
}
