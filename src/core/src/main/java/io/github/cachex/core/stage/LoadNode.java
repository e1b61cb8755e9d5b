// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.FetchContext;
import io.github.cachex.spi.FetchScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fetch in the eyes of {@link WaitGraph}: the load within which it was asked for, and what its own load has asked for since. It
 * leads through whatever threads these run on. What was asked for is guarded by the graph.
 */
public final class LoadNode {
    private final @Nullable LoadNode within;
    private final List<LoadNode> asked = new ArrayList<>(0);
    private volatile @Nullable Long loadingSince;
    private volatile @Nullable Throwable askedStaleFor;
    private boolean staleTold;

    private LoadNode(@Nullable LoadNode within) {
        this.within = within;
    }

    /** A {@link FetchContext} whose load is known. */
    public interface Known {
        /** Returns the fetch that loads. */
        LoadNode node();
    }

    /** Returns a new one within the load that runs on this thread, if one does. */
    static LoadNode here() {
        return new LoadNode(FetchScope.enclosing(FetchContext.class)
                .map(outer -> outer instanceof Known load ? load.node() : null)
                .orElse(null));
    }

    /** Notes that its loader begins. */
    public void loading() {
        loadingSince = System.nanoTime();
    }

    /** Returns when its loader began, by {@link System#nanoTime}; null where it did not yet. For any thread. */
    public @Nullable Long loadingSince() {
        return loadingSince;
    }

    /** Notes that its load, which ended with {@code failure}, asks for the stale value. */
    public void asksStaleFor(Throwable failure) {
        askedStaleFor = failure;
    }

    /** Returns whether it does. */
    @SuppressWarnings("ReferenceEquality") // this very failure, and no other
    boolean isAskingStaleFor(Throwable failure) {
        return askedStaleFor == failure;
    }

    /** Returns whether a stale value that is served now is to be told: once, since a load may go on for nobody. */
    synchronized boolean tellsStale() {
        boolean first = !staleTold;
        staleTold = true;
        return first;
    }

    /** Returns whether it was asked for by a load. */
    boolean isNested() {
        return within != null;
    }

    /** Notes that the load within which it was asked for may wait for {@code work}; false if {@code work} may wait for that load. */
    boolean mayWaitFor(LoadNode work) {
        if (within == null) {
            return true;
        }
        if (work.reaches(within, new HashSet<>())) {
            return false;
        }
        within.asked.add(work);
        return true;
    }

    /** Notes that it ends together with {@code other}. */
    void endsWith(LoadNode other) {
        asked.add(other);
    }

    private boolean reaches(LoadNode load, Set<LoadNode> seen) {
        if (this == load) {
            return true;
        }
        return seen.add(this) && asked.stream().anyMatch(next -> next.reaches(load, seen));
    }
}
