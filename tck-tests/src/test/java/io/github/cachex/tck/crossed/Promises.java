// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.crossed;

import io.github.cachex.tck.crossed.Combination.Ahead;
import io.github.cachex.tck.crossed.Combination.Answer;
import io.github.cachex.tck.crossed.Combination.Hard;
import io.github.cachex.tck.crossed.Combination.Life;
import io.github.cachex.tck.crossed.Combination.Near;
import io.github.cachex.tck.crossed.Combination.Soft;
import io.github.cachex.tck.crossed.Combination.Stale;
import io.github.cachex.tck.crossed.Combination.Tags;
import io.github.cachex.tck.crossed.Combination.Transaction;
import io.github.cachex.tck.crossed.Combination.Way;

/** What the documents promise of a combination, whatever the code does. */
record Promises(Combination combination) {
    /** Returns whether the source has no values. */
    boolean isEmpty() {
        return combination.is(Answer.NULL_STORED, Answer.NULL_LEFT);
    }

    /** Returns whether what is loaded is stored. */
    boolean isStored() {
        return combination.is(Answer.VALUE, Answer.NULL_STORED);
    }

    /** Returns whether what is stored is served without a load; who gets by hand cannot tell a stored null from none. */
    boolean isServed() {
        return isStored() && !(isByHand() && isEmpty());
    }

    /** Returns whether the caller gets, loads and puts by itself: nothing is promised of its loads. */
    boolean isByHand() {
        return combination.is(Way.GET_AND_PUT);
    }

    /** Returns how often {@code calls} load what is there already. */
    int loadsOfHits(int calls) {
        return isServed() ? 0 : calls;
    }

    /** Returns whether a caller may do with its value as it likes. */
    boolean isOwn() {
        return !combination.is(Near.REFERENCE);
    }

    /** Returns whether loads run in the transaction of their caller; those that answer a stage end outside of it. */
    private boolean loadsInside() {
        return combination.is(Transaction.INSIDE) && combination.is(Way.FETCH, Way.FETCH_ALL, Way.METHOD);
    }

    /** Returns whether each caller loads for itself: in a transaction. */
    boolean loadsAlone() {
        return loadsInside();
    }

    /** Returns whether callers at once share one load. */
    boolean sharesLoads() {
        return !loadsInside() && !isByHand();
    }

    /** Returns whether a value may be stored later than after the first load: at a commit, if nobody has written meanwhile. */
    boolean isKeptLater() {
        return combination.is(Transaction.INSIDE) && isServed();
    }

    boolean hasTags() {
        return combination.is(Tags.ONE);
    }

    /** Returns whether a stale value stands in for a load that fails or takes too long; a null is none. */
    boolean standsIn() {
        return combination.is(Stale.ON) && combination.is(Answer.VALUE) && !isByHand();
    }

    /** Returns whether the source is left in peace after a failure; a transaction loads for itself. */
    boolean hasCooldown() {
        return !loadsInside();
    }

    /** Returns whether the soft timeout has a stale value served before its load has ended. */
    boolean isServedStaleAtOnce() {
        return combination.is(Soft.AT_ONCE) && standsIn() && !loadsInside();
    }

    /** Returns whether a value is loaded again while it is served; what never ends is not. */
    boolean refreshesAhead() {
        return combination.is(Ahead.ON)
                && isServed()
                && !isByHand()
                && !(combination.is(Life.NEVER) && combination.is(Answer.VALUE));
    }

    /** Returns whether the hard timeout ends a wait; a load in a transaction is its caller's own. */
    boolean endsInTime() {
        return combination.is(Hard.ON) && !loadsInside() && !isByHand();
    }
}
